package tandem.entity.index;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tandem.model.FactorVector;
import tandem.model.ItemId;

/**
 * An item of a list.
 *
 * @param item which item
 * @param score by the query's ranking
 * @param title for people, or ""
 * @param categories for people
 * @param detail what else the index knows of it, where the query asks for that; else null
 * @param since since when there is the item, where it is ranked by that and it is known; else null
 */
public record Hit(
    ItemId item,
    double score,
    String title,
    List<String> categories,
    @Nullable Detail detail,
    @Nullable Instant since) {

  /** The order of lists: score descending, ties by id ascending. */
  public static final Comparator<Hit> ORDER = Hit::compare;

  /** By hand: a chain of comparators was a third of what a list of several rankings took. */
  private static int compare(Hit one, Hit other) {
    int byScore = Double.compare(other.score, one.score);
    return byScore != 0 ? byScore : one.item.compareTo(other.item);
  }

  /** One that is not ranked by time. */
  public Hit(
      ItemId item, double score, String title, List<String> categories, @Nullable Detail detail) {
    this(item, score, title, categories, detail, null);
  }

  /** Without details. */
  public Hit(ItemId item, double score, String title, List<String> categories) {
    this(item, score, title, categories, null);
  }

  /** The same with another score. */
  public Hit withScore(double other) {
    return new Hit(item, other, title, categories, detail, since);
  }

  /**
   * What else the index knows of an item.
   *
   * @param vector its factors
   * @param bias its bias
   * @param boosts which boosts of the query it gets, by their places in it
   * @param bonus what its score has from the query's bonus for what is little known
   * @param shares what each item that the query is to be like adds to the score, or to the sum of
   *     which the score is the logarithm where it is of co-occurrence, in their order; null where
   *     the query names no items
   */
  public record Detail(
      FactorVector vector,
      float bias,
      List<Integer> boosts,
      double bonus,
      @Nullable List<Double> shares) {

    /** Of a query that names no items. */
    public Detail(FactorVector vector, float bias, List<Integer> boosts, double bonus) {
      this(vector, bias, boosts, bonus, null);
    }
  }
}
