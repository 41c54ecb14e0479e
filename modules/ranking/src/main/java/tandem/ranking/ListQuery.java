package tandem.ranking;

import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import tandem.model.FactorVector;

/**
 * What a list is to hold.
 *
 * @param ranking how items are ranked
 * @param vector against which vector; not looked at for {@link Ranking#NUMBER}
 * @param number by which of the numbers of an item; not looked at but for {@link Ranking#NUMBER}
 * @param k how many items at most, 0 or more
 * @param exclude items that are not to be in it; ids that are not packed, or come twice, do no harm
 * @param admissible whether an item with that note may be in it: asked only of items whose score
 *     could bring them in, in no order
 * @param boost what is added to the score of an item with that note
 * @param penalties what is then taken off the scores of some
 * @param candidates no other item is admissible
 * @param threshold shared with the searches for the same list in other items
 */
public record ListQuery<I, T>(
    Ranking ranking,
    FactorVector vector,
    int number,
    int k,
    Collection<I> exclude,
    Predicate<? super T> admissible,
    Boost<T> boost,
    Penalties<I> penalties,
    Candidates<I> candidates,
    SharedThreshold threshold) {

  /** The ways to rank. */
  public enum Ranking {
    /** Bias + query · vector, the largest first. */
    INNER_PRODUCT,
    /**
     * How nearly the vector points where the query does: -1 to 1, biases left out. A zero vector,
     * or a zero query, scores 0.
     */
    COSINE,
    /** A number of the item, the largest first; those without it (-infinity) come last. */
    NUMBER
  }

  /**
   * What is added to scores, as part of them: it can bring an item in, or out.
   *
   * @param amount for an item with that note; finite, asked as {@code admissible} is
   * @param most no amount is above it; 0 or more
   */
  public record Boost<T>(ToDoubleFunction<? super T> amount, double most) {

    private static final Boost<Object> NONE = new Boost<>(note -> 0, 0);

    /** Adds nothing. */
    @SuppressWarnings("unchecked") // it takes any note
    public static <T> Boost<T> none() {
      return (Boost<T>) NONE;
    }

    /** Whether it is {@link #none}. */
    @SuppressWarnings("ReferenceEquality")
    boolean isNone() {
      return this == NONE;
    }
  }

  /** Throws {@link IllegalArgumentException} for a negative {@code k}. */
  public ListQuery {
    if (k < 0) {
      throw new IllegalArgumentException("k must not be negative");
    }
  }

  /** Of any items. */
  public ListQuery(
      Ranking ranking,
      FactorVector vector,
      int number,
      int k,
      Collection<I> exclude,
      Predicate<? super T> admissible,
      Boost<T> boost,
      Penalties<I> penalties) {
    this(
        ranking,
        vector,
        number,
        k,
        exclude,
        admissible,
        boost,
        penalties,
        Candidates.everything(),
        SharedThreshold.none());
  }

  /** Without penalties. */
  public ListQuery(
      Ranking ranking,
      FactorVector vector,
      int number,
      int k,
      Collection<I> exclude,
      Predicate<? super T> admissible,
      Boost<T> boost) {
    this(ranking, vector, number, k, exclude, admissible, boost, Penalties.none());
  }

  /** The items with the largest bias + query · vector. */
  public static <I, T> ListQuery<I, T> byInnerProduct(
      FactorVector query, int k, Collection<I> exclude) {
    return new ListQuery<>(Ranking.INNER_PRODUCT, query, 0, k, exclude, note -> true, Boost.none());
  }

  /** The items whose vectors point most nearly where the query does. */
  public static <I, T> ListQuery<I, T> byCosine(FactorVector query, int k, Collection<I> exclude) {
    return new ListQuery<>(Ranking.COSINE, query, 0, k, exclude, note -> true, Boost.none());
  }

  /** The items whose number of that place is largest. */
  public static <I, T> ListQuery<I, T> byNumber(int number, int k, Collection<I> exclude) {
    return new ListQuery<>(
        Ranking.NUMBER, FactorVector.of(), number, k, exclude, note -> true, Boost.none());
  }

  /** The same, of items with such notes only. */
  public ListQuery<I, T> of(Predicate<? super T> notes) {
    return new ListQuery<>(
        ranking, vector, number, k, exclude, notes, boost, penalties, candidates, threshold);
  }

  /** The same with such amounts added to the scores, none of them above {@code most}. */
  public ListQuery<I, T> boosted(ToDoubleFunction<? super T> amount, double most) {
    return new ListQuery<>(
        ranking,
        vector,
        number,
        k,
        exclude,
        admissible,
        new Boost<>(amount, most),
        penalties,
        candidates,
        threshold);
  }

  /** The same with these taken off the scores. */
  public ListQuery<I, T> less(Penalties<I> amounts) {
    return new ListQuery<>(
        ranking, vector, number, k, exclude, admissible, boost, amounts, candidates, threshold);
  }

  /** The same of items with other notes, each of which stands for one of these. */
  public <N> ListQuery<I, N> noted(Function<? super N, ? extends T> notes) {
    return new ListQuery<>(
        ranking,
        vector,
        number,
        k,
        exclude,
        note -> admissible.test(notes.apply(note)),
        boost.isNone()
            ? Boost.none()
            : new Boost<>(note -> boost.amount().applyAsDouble(notes.apply(note)), boost.most()),
        penalties,
        candidates,
        threshold);
  }

  /** The same against another vector. */
  public ListQuery<I, T> against(FactorVector other) {
    return new ListQuery<>(
        ranking, other, number, k, exclude, admissible, boost, penalties, candidates, threshold);
  }

  /** The same, looked for among these only. */
  public ListQuery<I, T> among(Candidates<I> those) {
    return new ListQuery<>(
        ranking, vector, number, k, exclude, admissible, boost, penalties, those, threshold);
  }

  /** The same with a threshold that searches for the same list in other items share. */
  public ListQuery<I, T> sharing(SharedThreshold shared) {
    return new ListQuery<>(
        ranking, vector, number, k, exclude, admissible, boost, penalties, candidates, shared);
  }
}
