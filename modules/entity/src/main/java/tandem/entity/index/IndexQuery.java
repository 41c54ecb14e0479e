package tandem.entity.index;

import tandem.model.FactorVector;

/**
 * What a list is to be ranked by.
 *
 * @param ranking how
 * @param vector against which vector; empty for {@link Ranking#HEAT}
 */
public record IndexQuery(Ranking ranking, FactorVector vector) {

  /** The ways to rank. */
  public enum Ranking {
    /** Item bias plus the inner product with the vector. */
    INNER_PRODUCT,
    /** The cosine with the vector, -1 to 1. */
    COSINE,
    /** Decayed popularity. */
    HEAT
  }

  /** The most popular items. */
  public static IndexQuery byHeat() {
    return new IndexQuery(Ranking.HEAT, FactorVector.of());
  }
}
