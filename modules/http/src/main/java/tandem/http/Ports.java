package tandem.http;

/**
 * What the routes stand on.
 *
 * @param recommendations makes lists from the model that is active
 * @param models makes lists from each model
 * @param pages holds lists that are shown page by page
 * @param events appends to the log
 * @param items the catalogue
 * @param users the users
 * @param evaluation how well the models predict
 * @param health what readiness looks at
 * @param requests is told of each that was answered
 */
public record Ports(
    RecommendationPort recommendations,
    ModelPort models,
    PagePort pages,
    EventPort events,
    ItemPort items,
    UserPort users,
    EvaluationPort evaluation,
    HealthPort health,
    RequestListener requests) {}
