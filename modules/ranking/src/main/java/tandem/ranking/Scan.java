package tandem.ranking;

import java.util.ArrayList;
import java.util.List;

/**
 * One pass over the blocks for many queries: a block is read from memory once, and scored for those
 * of the queries that could find something in it.
 */
final class Scan<I extends Comparable<I>, T> {

  private final List<Lane<I, T>> lanes;
  private final List<Lane<I, T>> active;
  private final float[][] vectors;
  private final float[][] scores;
  private long scored;
  private final float[] maxima = new float[Block.SLOTS / 2];

  Scan(List<Lane<I, T>> lanes) {
    this.lanes = lanes;
    this.active = new ArrayList<>(lanes.size());
    this.vectors = new float[lanes.size()][];
    this.scores = new float[lanes.size()][];
  }

  /** The next block, of {@code count} items; {@code first} is the number of its first slot. */
  void block(Block<I, T> block, int first, int count) {
    active.clear();
    for (int l = 0; l < lanes.size(); l++) {
      Lane<I, T> lane = lanes.get(l);
      if (lane.start(block, first, count, maxima)) {
        vectors[active.size()] = lane.vector();
        scores[active.size()] = lane.scores();
        active.add(lane);
      }
    }
    scored += active.size();
    Products.add(vectors, active.size(), block.rows(), count, scores);
    for (int a = 0; a < active.size(); a++) {
      active.get(a).finish(block, first, count, maxima);
    }
  }

  /** How many blocks were scored, summed over the lanes. */
  long scored() {
    return scored;
  }
}
