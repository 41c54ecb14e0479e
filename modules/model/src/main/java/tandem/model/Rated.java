package tandem.model;

/**
 * One known interaction, for {@link FoldIn}.
 *
 * @param vector of the other side: of the item where a user is folded in
 * @param residual what the vectors have to explain: the target minus mean and biases; finite
 * @param weight how much it counts, 0 or more, finite
 */
public record Rated(FactorVector vector, float residual, float weight) {

  /** Throws {@link IllegalArgumentException} for a residual or weight that makes no sense. */
  public Rated {
    Checks.between("residual", residual, -Float.MAX_VALUE, Float.MAX_VALUE);
    Checks.between("weight", weight, 0, Float.MAX_VALUE);
  }
}
