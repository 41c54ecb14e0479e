package tandem.http;

/**
 * What the routes of the admin port stand on.
 *
 * @param health what readiness looks at
 */
public record AdminPorts(HealthPort health) {}
