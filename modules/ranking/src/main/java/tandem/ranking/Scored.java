package tandem.ranking;

/**
 * An item and what a query gave it. Natural order is list order: score descending, then id
 * ascending.
 *
 * @param item which item
 * @param score an inner product plus bias, a cosine (both exact to single precision) or a number
 *     (double precision, -infinity for an item that has none); never NaN, never -0.0
 */
public record Scored<I extends Comparable<I>>(I item, double score)
    implements Comparable<Scored<I>> {

  /** Throws {@link IllegalArgumentException} for NaN, which no order can place. */
  public Scored {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("the score of " + item + " is NaN");
    }
    score += 0.0; // -0.0 ties with 0.0 in a scan, so it must in a merge
  }

  @Override
  public int compareTo(Scored<I> other) {
    int byScore = Double.compare(other.score, score);
    return byScore != 0 ? byScore : item.compareTo(other.item);
  }
}
