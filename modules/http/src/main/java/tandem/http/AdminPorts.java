package tandem.http;

/**
 * What the routes of the admin port stand on.
 *
 * @param health what readiness looks at
 * @param past makes lists as of a moment past
 * @param metrics what was counted
 */
public record AdminPorts(HealthPort health, PastPort past, MetricsPort metrics) {}
