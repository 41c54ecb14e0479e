package tandem.http;

/**
 * The model that a request is about: the one that it names, else the one that is active.
 *
 * @param active makes lists from the one that is active
 * @param models makes lists from each
 */
record AskedModel(RecommendationPort active, ModelPort models) {

  /** What makes lists for the call; 404 if there is no such model. */
  RecommendationPort port(Call call) {
    return call.query()
        .model()
        .map(model -> models.lists(model).orElseThrow(() -> ModelRoutes.unknown(model)))
        .orElse(active);
  }
}
