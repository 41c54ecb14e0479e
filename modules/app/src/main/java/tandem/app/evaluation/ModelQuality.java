package tandem.app.evaluation;

/**
 * How good a model is by what its users on this node then did.
 *
 * @param ratings how well it predicted those that came
 * @param lists how good the lists were that they would have got
 */
public record ModelQuality(RatingQuality ratings, ListQuality lists) {

  /** All of it now. */
  EvaluationBoard.Counted counted() {
    return new EvaluationBoard.Counted(ratings.since(), ratings.counted(), lists.counted());
  }
}
