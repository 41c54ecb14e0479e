package tandem.ranking;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * The best k of the slots that were offered, in a heap with the worst on top. Once k are in, its
 * score is the threshold that a slot must reach: of n slots in random order about k ln(n / k) do,
 * and only for these the exclusion and the predicate are looked at. Where scores are boosted, a
 * score must reach the threshold with the largest boost there is, and is looked at with its own. A
 * penalty only lowers a score, so the same threshold does.
 */
final class TopK<I extends Comparable<I>, T> {

  private final int k;
  private final BitSet excluded;
  private final Predicate<? super T> admissible;
  private final ListQuery.Boost<T> boost;
  private final SlotPenalties penalties;
  private final PriorityQueue<Scored<I>> worstFirst;
  private double threshold;

  /** {@code excluded} holds the slots that must not be listed. */
  TopK(
      int k,
      BitSet excluded,
      Predicate<? super T> admissible,
      ListQuery.Boost<T> boost,
      SlotPenalties penalties) {
    this.k = k;
    this.excluded = excluded;
    this.admissible = admissible;
    this.boost = boost;
    this.penalties = penalties;
    this.worstFirst = new PriorityQueue<>(Math.max(1, k), Collections.reverseOrder());
    this.threshold = k == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /** What a score must reach to be looked at, before its boost. */
  double threshold() {
    return threshold;
  }

  /**
   * Offers the slots of a block whose slot 0 is {@code first}. Slots that are not taken have the
   * score -∞; {@code maxima} are {@link Products#maxima} of the scores.
   */
  void offer(Block<I, T> block, int first, float[] scores, float[] maxima) {
    for (int m = 0; m < Products.MAXIMA; m++) {
      if (maxima[m] >= threshold) {
        offerEvery(block, first, m, scores);
      }
    }
  }

  private void offerEvery(Block<I, T> block, int first, int from, float[] scores) {
    for (int s = from; s < Block.SLOTS; s += Products.MAXIMA) {
      if (scores[s] >= threshold && scores[s] > Float.NEGATIVE_INFINITY) {
        insert(block, first, s, scores[s]);
      }
    }
  }

  /** Offers the first {@code count} slots by number {@code n} of each. */
  void offerNumbers(Block<I, T> block, int n, int first, int count) {
    NumberColumn numbers = block.number(n);
    for (int s = 0; s < count; s++) {
      double number = numbers == null ? Double.NEGATIVE_INFINITY : numbers.get(s);
      if (number >= threshold) {
        insert(block, first, s, number);
      }
    }
  }

  /** Offers one slot with its score. */
  void offer(Block<I, T> block, int first, int slot, double score) {
    if (score >= threshold) {
      insert(block, first, slot, score);
    }
  }

  /** What is in, in the order of {@link Scored}. */
  List<Scored<I>> list() {
    List<Scored<I>> list = new ArrayList<>(worstFirst);
    Collections.sort(list);
    return list;
  }

  private void insert(Block<I, T> block, int first, int slot, double product) {
    double score =
        product + boost.amount().applyAsDouble(block.note(slot)) - penalties.of(first + slot);
    if (!excluded.get(first + slot)
        && isBetter(block.id(slot), score)
        && admissible.test(block.note(slot))) {
      if (worstFirst.size() == k) {
        worstFirst.remove();
      }
      worstFirst.add(new Scored<>(block.id(slot), score));
      if (worstFirst.size() == k) {
        threshold = reaching(worstFirst.element().score());
      }
    }
  }

  /** What a score must have before its boost; a little less, for what the sums round. */
  private double reaching(double score) {
    double most = boost.most();
    return most == 0 ? score : score - most - 4 * (Math.ulp(score) + Math.ulp(most));
  }

  // Without a Scored for each: at a tie (all scores 0, all numbers -infinity) every slot comes
  // here.
  private boolean isBetter(I item, double score) {
    if (worstFirst.size() < k) {
      return true;
    }
    Scored<I> worst = worstFirst.element();
    return score > worst.score() || (score == worst.score() && item.compareTo(worst.item()) < 0);
  }
}
