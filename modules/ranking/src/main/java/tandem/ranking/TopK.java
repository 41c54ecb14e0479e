package tandem.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The best k of the slots that were offered, in a heap with the worst on top. Once k are in, its
 * score is the threshold that a slot must reach: of n slots in random order about k ln(n / k) do,
 * and only for these the exclusion and the predicate are looked at. Where scores are boosted, a
 * score must reach the threshold with the largest boost there is, and is looked at with its own. A
 * penalty only lowers a score, so the same threshold does. Where others look for the same list in
 * other items, what they have reached is a threshold from the beginning.
 */
final class TopK<I extends Comparable<I>, T> {

  private static final int FIRST = 16; // places: k may be all items

  private final ListQuery<I, T> query;
  private final int k;
  private final BitSet excluded;
  private final SlotPenalties penalties;
  private final boolean boosted;
  private Object[] ids; // a heap, with the scores
  private double[] scores;
  private int size;
  private double threshold;

  /** Of so many at most; {@code excluded} holds the slots that must not be listed. */
  TopK(ListQuery<I, T> query, int k, BitSet excluded, SlotPenalties penalties) {
    this.query = query;
    this.k = k;
    this.excluded = excluded;
    this.penalties = penalties;
    this.boosted = !query.boost().isNone();
    this.ids = new Object[Math.min(k, FIRST)];
    this.scores = new double[ids.length];
    this.threshold = k == 0 ? Double.POSITIVE_INFINITY : reaching(query.threshold().get());
  }

  /** What a score must reach to be looked at, before its boost. */
  double threshold() {
    return threshold;
  }

  /** Tells those that look for the same list what this has reached, and hears from them. */
  private void share() {
    if (size > 0 && size == query.k()) {
      query.threshold().raise(scores[0]);
    }
    threshold = Math.max(threshold, reaching(query.threshold().get()));
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
    share();
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
    if (numbers == null) {
      for (int s = 0; s < count && threshold == Double.NEGATIVE_INFINITY; s++) {
        insert(block, first, s, Double.NEGATIVE_INFINITY);
      }
    } else {
      for (int s = numbers.next(0, count, threshold);
          s < count;
          s = numbers.next(s + 1, count, threshold)) {
        offer(block, first, s, numbers.get(s));
      }
    }
    share();
  }

  /** Offers one slot with its score. */
  void offer(Block<I, T> block, int first, int slot, double score) {
    if (score >= threshold) {
      insert(block, first, slot, score);
    }
  }

  /** What is in, in the order of {@link Scored}. */
  List<Scored<I>> list() {
    List<Scored<I>> list = new ArrayList<>(size);
    for (int place = 0; place < size; place++) {
      list.add(new Scored<>(id(place), scores[place]));
    }
    list.sort(null);
    return list;
  }

  private void insert(Block<I, T> block, int first, int slot, double product) {
    if (excluded.get(first + slot)) {
      return;
    }
    T note = block.note(slot);
    double boost = boosted ? query.boost().amount().applyAsDouble(note) : 0;
    double score = product + boost - penalties.of(first + slot);
    I id = block.id(slot);
    if (isBetter(id, score) && query.admissible().test(note)) {
      if (size < k) {
        add(id, score);
      } else {
        sink(id, score);
      }
      if (size == k) {
        threshold = Math.max(threshold, reaching(scores[0]));
      }
    }
  }

  /** A little less than what a score must have with its boost, for what the sums round. */
  private double reaching(double score) {
    double most = query.boost().most();
    return most == 0 || score == Double.NEGATIVE_INFINITY
        ? score
        : score - most - 4 * (Math.ulp(score) + Math.ulp(most));
  }

  // At a tie (all scores 0, all numbers -infinity) every slot comes here.
  private boolean isBetter(I id, double score) {
    return size < k || isWorse(0, id, score);
  }

  private boolean isWorse(int place, I id, double score) {
    return scores[place] < score || (scores[place] == score && id(place).compareTo(id) > 0);
  }

  @SuppressWarnings("unchecked") // set() writes nothing else
  private I id(int place) {
    return (I) ids[place];
  }

  private void set(int place, I id, double score) {
    ids[place] = id;
    scores[place] = score;
  }

  private void add(I id, double score) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, Math.min(k, 2 * size));
      scores = Arrays.copyOf(scores, ids.length);
    }
    int hole = size++;
    while (hole > 0 && !isWorse((hole - 1) / 2, id, score)) {
      set(hole, id((hole - 1) / 2), scores[(hole - 1) / 2]);
      hole = (hole - 1) / 2;
    }
    set(hole, id, score);
  }

  /** Puts it in the place of the worst. */
  private void sink(I id, double score) {
    int hole = 0;
    for (int child = worseChild(hole); child < size; child = worseChild(hole)) {
      if (!isWorse(child, id, score)) {
        break;
      }
      set(hole, id(child), scores[child]);
      hole = child;
    }
    set(hole, id, score);
  }

  private int worseChild(int place) {
    int child = 2 * place + 1;
    return child + 1 < size && isWorse(child + 1, id(child), scores[child]) ? child + 1 : child;
  }
}
