package tandem.http;

/**
 * What the routes of the admin port stand on.
 *
 * @param health what readiness looks at
 * @param models the models side by side, and what they knew
 * @param cluster the nodes, and what is where
 * @param metrics what was counted; is told of each request that was answered
 */
public record AdminPorts(
    HealthPort health, AdminModelPort models, ClusterPort cluster, MetricsPort metrics) {}
