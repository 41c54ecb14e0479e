package tandem.ranking;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import tandem.model.ItemId;

/**
 * The best k of the slots that were offered, in a heap with the worst on top. Once k are in, its
 * score is the threshold that a slot must reach: of n slots in random order about k ln(n / k) do,
 * and only for these the exclusion is looked up.
 */
final class TopK {

  private final int k;
  private final BitSet excluded;
  private final PriorityQueue<Scored> worstFirst;
  private double threshold = Double.NEGATIVE_INFINITY;

  /** {@code excluded} holds the slots that must not be listed. */
  TopK(int k, BitSet excluded) {
    this.k = k;
    this.excluded = excluded;
    this.worstFirst = new PriorityQueue<>(Math.max(1, k), Collections.reverseOrder());
  }

  /** Offers the first {@code count} slots of a block whose slot 0 is {@code first}. */
  void offer(Block block, int first, int count, float[] scores) {
    for (int s = 0; s < count; s++) {
      if (scores[s] >= threshold && !excluded.get(first + s)) {
        insert(block.id(s), scores[s]);
      }
    }
  }

  /** The same with scores in double precision. */
  void offer(Block block, int first, int count, double[] scores) {
    for (int s = 0; s < count; s++) {
      if (scores[s] >= threshold && !excluded.get(first + s)) {
        insert(block.id(s), scores[s]);
      }
    }
  }

  /** What is in, in the order of {@link Scored}. */
  List<Scored> list() {
    List<Scored> list = new ArrayList<>(worstFirst);
    Collections.sort(list);
    return list;
  }

  private void insert(ItemId item, double score) {
    if (worstFirst.size() < k) {
      worstFirst.add(new Scored(item, score));
    } else if (isBetter(item, score, worstFirst.element())) {
      worstFirst.remove();
      worstFirst.add(new Scored(item, score));
    }
    if (worstFirst.size() == k) {
      threshold = worstFirst.element().score();
    }
  }

  // Without a Scored for each: at a tie (all scores 0, all heats -infinity) every slot comes here.
  private static boolean isBetter(ItemId item, double score, Scored worst) {
    return score > worst.score() || (score == worst.score() && item.compareTo(worst.item()) < 0);
  }
}
