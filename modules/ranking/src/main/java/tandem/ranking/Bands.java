package tandem.ranking;

import java.util.Arrays;

/*
 * LEMP (Teflioudi, Gemulla, Mykytiuk, SIGMOD 2015, section 3.2) sorts the vectors by length into
 * buckets and stops at the first whose bound is below the k-th score. Two things differ here: items
 * have biases, which decide more than lengths do, so the key is bias + weight × norm, the bound for a
 * query of usual length (the weight is the mean length of the queries); and items move all the
 * time. So the order is only by bands, and is nothing but a hint: bounds are of what a block holds.
 *
 * Bands lie in the slots one after the other, without gaps, the best first. An item leaves its band
 * as in a multi-way partition (Dijkstra's Dutch national flag): the hole it leaves is filled from the
 * edge of its band, which makes a hole at the edge, and so on from band to band.
 *
 * Band b is meant for the best 2^(b - 11) of all items, so that a scan that must look at n items
 * looks at fewer than 2n, and half of all items are in the last band, where none is better.
 */

/** Which slots are for which items: those that more queries want come first. */
final class Bands {

  /** How many there are. */
  static final int COUNT = 12;

  private static final int LAST = COUNT - 1;
  private static final int MEMORY = 32;

  /** Band b has the slots starts[b] to starts[b + 1] - 1. */
  private final int[] starts = new int[COUNT + 1];

  private final float[] floors = new float[LAST];
  private float weight = 1f;
  private double meanLength;
  private int lengths;

  /** Moves an item to a slot that is free. */
  @FunctionalInterface
  interface Mover {
    void move(int from, int to);
  }

  Bands() {
    Arrays.fill(floors, Float.POSITIVE_INFINITY); // until settled, all are in the last band
  }

  /** The number of slots that are taken. */
  int size() {
    return starts[COUNT];
  }

  /** The band that an item belongs in. */
  int wanted(float bias, float norm) {
    float key = key(bias, norm);
    int band = 0;
    while (band < LAST && key < floors[band]) {
      band++;
    }
    return band;
  }

  /** The band that a slot is in. */
  int of(int slot) {
    int band = LAST;
    while (slot < starts[band]) {
      band--;
    }
    return band;
  }

  /** What the best items have most of. */
  float key(float bias, float norm) {
    return bias + weight * norm;
  }

  /** A new slot in that band. */
  int open(int band, Mover mover) {
    return shift(starts[COUNT]++, LAST, band, mover);
  }

  /** Takes a slot away; the last slot of all is free then. */
  void close(int slot, Mover mover) {
    int hole = shift(slot, of(slot), LAST, mover);
    int last = --starts[COUNT];
    if (last != hole) {
      mover.move(last, hole);
    }
  }

  /** Takes a slot away from its band, and answers a free one in another. */
  int shift(int slot, int from, int to, Mover mover) {
    int hole = slot;
    for (int band = from; band < to; band++) {
      hole = fill(hole, --starts[band + 1], mover);
    }
    for (int band = from; band > to; band--) {
      hole = fill(hole, starts[band]++, mover);
    }
    return hole;
  }

  private static int fill(int hole, int edge, Mover mover) {
    if (edge != hole) {
      mover.move(edge, hole);
    }
    return edge;
  }

  /** A query of that length has come. */
  void queried(double length) {
    lengths = Math.min(lengths + 1, MEMORY);
    meanLength += (length - meanLength) / lengths;
  }

  /** Whether queries are of another length than the bands are made for. */
  boolean isOff() {
    return lengths == MEMORY && Math.abs(meanLength - weight) > weight / 4;
  }

  /** Weighs norms for the queries that come; keys and {@link #settle} are by that. */
  void weigh() {
    weight = (float) meanLength;
  }

  /** Sets what belongs in which band, by a sample of keys, which is sorted. */
  void settle(float[] keys) {
    Arrays.sort(keys);
    for (int band = 0; band < LAST; band++) {
      floors[band] = keys[keys.length - Math.max(1, keys.length >> (LAST - band))];
    }
  }
}
