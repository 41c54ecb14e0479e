package tandem.http;

/**
 * All that the routes ask.
 *
 * @param recommendations the lists
 * @param events the log
 * @param items the catalogue
 * @param users the users
 * @param health the checks
 */
public record Ports(
    RecommendationPort recommendations,
    EventPort events,
    ItemPort items,
    UserPort users,
    HealthPort health) {}
