package tandem.entity.index;

import java.util.List;
import java.util.Objects;
import tandem.model.FactorVector;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;

/**
 * What a list is to be ranked by, and which items it may have.
 *
 * @param ranking how
 * @param vector against which vector; empty for {@link Ranking#HEAT}
 * @param filter which items
 * @param boosts what is added to the score of some
 */
public record IndexQuery(
    Ranking ranking, FactorVector vector, Filter filter, List<IndexQuery.Boost> boosts) {

  /** The ways to rank. */
  public enum Ranking {
    /** Item bias plus the inner product with the vector. */
    INNER_PRODUCT,
    /** The cosine with the vector, -1 to 1. */
    COSINE,
    /** Decayed popularity. */
    HEAT
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

  /** Copies the boosts. A query of an earlier version has neither filter nor boosts. */
  public IndexQuery {
    filter = Objects.requireNonNullElse(filter, Filter.everything());
    boosts = List.copyOf(Objects.requireNonNullElse(boosts, List.of()));
  }

  /** Ranks all items. */
  public IndexQuery(Ranking ranking, FactorVector vector) {
    this(ranking, vector, Filter.everything(), List.of());
  }

  /** The most popular items. */
  public static IndexQuery byHeat() {
    return new IndexQuery(Ranking.HEAT, FactorVector.of());
  }

  /** The same for the items that {@code only} admits, with these boosts. */
  public IndexQuery with(Filter only, List<Boost> more) {
    return new IndexQuery(ranking, vector, only, more);
  }

  /** No item gets more. */
  double largestBoost() {
    double sum = 0;
    for (Boost boost : boosts) {
      sum += Math.max(0, boost.amount());
    }
    return sum;
  }

  /** What is added to the score of an item. */
  double boost(ItemDescription item) {
    double sum = 0;
    for (int b = 0; b < boosts.size(); b++) {
      sum += boosts.get(b).filter().admits(item) ? boosts.get(b).amount() : 0;
    }
    return sum;
  }
}
