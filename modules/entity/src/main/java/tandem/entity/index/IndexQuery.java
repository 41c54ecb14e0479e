package tandem.entity.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tandem.model.FactorVector;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;
import tandem.ranking.PostingLists;

/**
 * What a list is to be ranked by, and which items it may have.
 *
 * @param ranking how
 * @param vector against which vector; empty where the ranking is by none
 * @param filter which items
 * @param boosts what is added to the score of some
 * @param bonus what is added to the score of an item that nobody has met; one with n events gets
 *     bonus / √(n + 1); 0 or more, finite
 * @param detailed whether hits are wanted with their details
 * @param window of {@link Ranking#TREND} in minutes, else 0
 * @param like ranks by likeness of descriptions to these instead, where there are any
 * @param taken after which items, of {@link Ranking#COOCCURRENCE}
 * @param given what these give to others by their own rows
 */
public record IndexQuery(
    Ranking ranking,
    FactorVector vector,
    Filter filter,
    List<IndexQuery.Boost> boosts,
    double bonus,
    boolean detailed,
    int window,
    List<IndexQuery.Described> like,
    List<PostingLists.Taken> taken,
    List<PostingLists.Given> given) {

  /** The ways to rank. */
  public enum Ranking {
    /** Item bias plus the inner product with the vector. */
    INNER_PRODUCT,
    /** The cosine with the vector, -1 to 1. */
    COSINE,
    /** Decayed popularity. */
    HEAT,
    /** The events of a window: the binary logarithm of what they count, up to a constant. */
    TREND,
    /** When the item came, in epoch milliseconds: see {@link IndexedItem#since}. */
    LATEST,
    /**
     * How often it was taken after certain items: the binary logarithm of the sum of what its row
     * of co-occurrences has of each, times a weight. What was never taken after any is in no list.
     */
    COOCCURRENCE
  }

  /**
   * What some items get beside their score.
   *
   * @param filter which items
   * @param amount added to the score of each, finite
   */
  public record Boost(Filter filter, double amount) {

    /** Throws {@link IllegalArgumentException} for an amount that is not finite. */
    public Boost {
      Objects.requireNonNull(filter);
      if (!Double.isFinite(amount)) {
        throw new IllegalArgumentException("the amount of a boost is not finite");
      }
    }
  }

  /**
   * An item that others are to be like. Its terms, not its coordinates: each partition places them
   * where its own items lie, whichever content space its node knows.
   *
   * @param terms of its description
   * @param weight of the cosine with it
   */
  public record Described(List<String> terms, double weight) {

    /** Copies the terms; throws {@link IllegalArgumentException} for a weight not above 0. */
    public Described {
      terms = List.copyOf(terms);
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a weight is above 0 and finite");
      }
    }
  }

  /** Copies the lists. A query of an earlier version has neither filter nor boosts nor likes. */
  public IndexQuery {
    filter = Objects.requireNonNullElse(filter, Filter.everything());
    boosts = List.copyOf(Objects.requireNonNullElse(boosts, List.of()));
    like = List.copyOf(Objects.requireNonNullElse(like, List.of()));
    taken = List.copyOf(Objects.requireNonNullElse(taken, List.of()));
    given = List.copyOf(Objects.requireNonNullElse(given, List.of()));
    if (!(bonus >= 0 && bonus < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("bonus is negative or not finite");
    }
  }

  /** Ranks all items. */
  public IndexQuery(Ranking ranking, FactorVector vector) {
    this(
        ranking,
        vector,
        Filter.everything(),
        List.of(),
        0,
        false,
        0,
        List.of(),
        List.of(),
        List.of());
  }

  /** The most popular items. */
  public static IndexQuery byHeat() {
    return new IndexQuery(Ranking.HEAT, FactorVector.of());
  }

  /**
   * By the weighted sum of the cosines with where these lie by their descriptions, up to a factor.
   * A node of an earlier version ranks by the vector instead, which is zero, so that all score 0.
   *
   * @param like at least one
   * @param factors of the model
   */
  public static IndexQuery byContent(List<Described> like, int factors) {
    return new IndexQuery(
        Ranking.COSINE,
        FactorVector.wrap(new float[factors]),
        Filter.everything(),
        List.of(),
        0,
        false,
        0,
        like,
        List.of(),
        List.of());
  }

  /** Whether it ranks by the descriptions of items. */
  boolean byDescription() {
    return !like.isEmpty();
  }

  /** The items to which most has happened within a window of so many minutes. */
  public static IndexQuery byTrend(int minutes) {
    return new IndexQuery(
        Ranking.TREND,
        FactorVector.of(),
        Filter.everything(),
        List.of(),
        0,
        false,
        minutes,
        List.of(),
        List.of(),
        List.of());
  }

  /** What users took after these items, and what the rows of these give: what users took before. */
  public static IndexQuery byCooccurrence(
      List<PostingLists.Taken> taken, List<PostingLists.Given> given) {
    return new IndexQuery(
        Ranking.COOCCURRENCE,
        FactorVector.of(),
        Filter.everything(),
        List.of(),
        0,
        false,
        0,
        List.of(),
        taken,
        given);
  }

  /** The newest items. */
  public static IndexQuery byTime() {
    return new IndexQuery(Ranking.LATEST, FactorVector.of());
  }

  /** The same for one of so many partitions: without what is given to items of the others. */
  IndexQuery in(int partition, int partitions) {
    if (given.isEmpty()) {
      return this;
    }
    List<PostingLists.Given> here = new ArrayList<>();
    for (PostingLists.Given one : given) {
      if (one.item().partition(partitions) == partition) {
        here.add(one);
      }
    }
    return new IndexQuery(
        ranking, vector, filter, boosts, bonus, detailed, window, like, taken, here);
  }

  /** The same for the items that {@code only} admits, with these boosts. */
  public IndexQuery with(Filter only, List<Boost> more) {
    return new IndexQuery(ranking, vector, only, more, bonus, detailed, window, like, taken, given);
  }

  /** The same with this bonus for what is little known. */
  public IndexQuery withBonus(double other) {
    return new IndexQuery(
        ranking, vector, filter, boosts, other, detailed, window, like, taken, given);
  }

  /** The same with the details of the hits, or without. */
  public IndexQuery detailed(boolean wanted) {
    return new IndexQuery(
        ranking, vector, filter, boosts, bonus, wanted, window, like, taken, given);
  }

  /** Whether scores are not only those of the ranking. */
  boolean isBoosted() {
    return !boosts.isEmpty() || bonus > 0;
  }

  /** No item gets more. */
  double largestBoost() {
    double sum = bonus;
    for (Boost boost : boosts) {
      sum += Math.max(0, boost.amount());
    }
    return sum;
  }

  /** What is added to the score of an item with so many events. */
  double boost(ItemDescription item, long events) {
    double sum = bonusOf(events);
    for (int b = 0; b < boosts.size(); b++) {
      sum += boosts.get(b).filter().admits(item) ? boosts.get(b).amount() : 0;
    }
    return sum;
  }

  /** What an item with so many events has from the bonus. */
  public double bonusOf(long events) {
    return bonus == 0 ? 0 : bonus / Math.sqrt(events + 1.0);
  }

  /** Which boosts an item gets. */
  List<Integer> boostsOf(ItemDescription item) {
    List<Integer> those = new ArrayList<>();
    for (int b = 0; b < boosts.size(); b++) {
      if (boosts.get(b).filter().admits(item)) {
        those.add(b);
      }
    }
    return those;
  }
}
