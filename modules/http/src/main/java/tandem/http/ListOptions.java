package tandem.http;

import com.typesafe.config.Config;

/**
 * What becomes of a list after it is ranked.
 *
 * @param diversity 0 (the best) to 1 (the best, then what is least like the others)
 * @param diversityBy what makes items alike
 * @param explore the share of the places for items of which little is known, 0 to 1
 * @param explain whether to say why each item has its score
 * @param strategy by what it is made, if it is for a user
 * @param seen what becomes of what the user has seen, likewise
 * @param similarBy by what items are similar, if it is of such
 */
public record ListOptions(
    double diversity,
    Likeness diversityBy,
    double explore,
    boolean explain,
    UserStrategy strategy,
    SeenItems seen,
    Similarity similarBy) {

  /** Leaves the list as it is ranked. */
  public static final ListOptions NONE = new ListOptions(0, Likeness.VECTORS, 0);

  /** What makes items alike. */
  public enum Likeness {
    /** That the same users take them: the cosine of their vectors. */
    VECTORS,
    /** The categories that both have, of those that one has. */
    CATEGORIES
  }

  /** By what items are similar. */
  public enum Similarity {
    /** The learned vectors: that the same users take them. */
    VECTORS,
    /** What their descriptions say. */
    CONTENT,
    /** That users take one after the other. */
    COOCCURRENCE
  }

  /** By the strategy that is best, without what was seen, and explains nothing. */
  public ListOptions(double diversity, Likeness diversityBy, double explore) {
    this(
        diversity,
        diversityBy,
        explore,
        false,
        UserStrategy.AUTO,
        SeenItems.EXCLUDED,
        Similarity.VECTORS);
  }

  /** Reads {@code strategy}, {@code seen} and {@code seen-half-life} of {@code tandem.lists}. */
  static ListOptions of(Config lists) {
    return new ListOptions(
        NONE.diversity,
        NONE.diversityBy,
        NONE.explore,
        NONE.explain,
        UserStrategy.ofSetting("tandem.lists.strategy", lists.getString("strategy")),
        SeenItems.of(lists),
        NONE.similarBy);
  }

  /** The same, with reasons or without. */
  ListOptions explaining(boolean wanted) {
    return new ListOptions(diversity, diversityBy, explore, wanted, strategy, seen, similarBy);
  }

  /** Throws {@link IllegalArgumentException} for what is not from 0 to 1. */
  public ListOptions {
    if (!(diversity >= 0 && diversity <= 1 && explore >= 0 && explore <= 1)) {
      throw new IllegalArgumentException("diversity and explore are from 0 to 1");
    }
  }
}
