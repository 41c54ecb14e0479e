package tandem.ranking;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/*
 * The bound is that of Cauchy and Schwarz, as in LEMP (Teflioudi, Gemulla, Mykytiuk, SIGMOD 2015,
 * section 3.1) with biases: bias + q · v is at most bias + |q| |v|. It must hold for the products
 * as they are computed. A sum of n + 1 floats, one after the other, errs by at most about
 * (n + 1) 2^-24 (|bias| + |q| |v|) (Higham, Accuracy and stability of numerical algorithms, 2002,
 * section 3.1, with Cauchy and Schwarz once more); the slack is more than twice that. It is put on
 * |q| and, for the biases, on the largest one there has been.
 */

/** One query of a shared scan: its scores in the block at hand, and its best so far. */
final class Lane<I extends Comparable<I>, T> {

  private final ListQuery<I, T> query;
  private final float[] vector;
  private final float[] scores;
  private final TopK<I, T> best;
  private final float reach;
  private final double slack;

  /**
   * @param vector the query's, of length 1 for cosines
   * @param excluded the slots that it excludes
   * @param penalties of the slots that get less
   * @param largestBias of all items, by magnitude
   * @param scores room for those of a block
   */
  Lane(
      ListQuery<I, T> query,
      float[] vector,
      int k,
      BitSet excluded,
      SlotPenalties penalties,
      float largestBias,
      float[] scores) {
    this.query = query;
    this.scores = scores;
    this.vector = vector;
    this.best = new TopK<>(query, k, excluded, penalties);
    double error = (vector.length + 8) * 0x1p-23;
    this.reach = (float) (norm(vector) * (1 + error));
    this.slack = largestBias * error + Float.MIN_NORMAL;
  }

  /** The length of a vector. */
  static double norm(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  float[] vector() {
    return vector;
  }

  float[] scores() {
    return scores;
  }

  /** Whether the products with this block are needed; {@code maxima} is scratch. */
  boolean start(Block<I, T> block, int first, int count, float[] maxima) {
    return switch (query.ranking()) {
      case INNER_PRODUCT -> startInnerProducts(block, count, maxima);
      case COSINE -> startCosines(count);
      case NUMBER -> {
        best.offerNumbers(block, query.number(), first, count);
        yield false;
      }
    };
  }

  private boolean startInnerProducts(Block<I, T> block, int count, float[] maxima) {
    double wanted = best.threshold() - slack;
    if (wanted > Double.NEGATIVE_INFINITY) {
      block.bounds(reach, count, scores);
      Products.maxima(scores, maxima);
      if (!reaches(maxima, wanted)) {
        return false;
      }
    }
    block.startInnerProducts(count, scores);
    return true;
  }

  private static boolean reaches(float[] maxima, double wanted) {
    for (int m = 0; m < Products.MAXIMA; m++) {
      if (maxima[m] >= wanted) {
        return true;
      }
    }
    return false;
  }

  private boolean startCosines(int count) {
    Arrays.fill(scores, 0, count, 0f);
    return best.threshold() < Double.POSITIVE_INFINITY;
  }

  /** Offers the block's scores, once the products are in. */
  void finish(Block<I, T> block, int first, int count, float[] maxima) {
    if (query.ranking() == ListQuery.Ranking.COSINE) {
      block.scaleToCosines(count, scores);
    }
    Arrays.fill(scores, count, Block.SLOTS, Float.NEGATIVE_INFINITY);
    Products.maxima(scores, maxima);
    best.offer(block, first, scores, maxima);
  }

  /** Offers one slot, scored by itself, bit for bit as in a scan. */
  void offer(Block<I, T> block, int first, int slot) {
    double score =
        switch (query.ranking()) {
          case INNER_PRODUCT -> Products.one(vector, block.rows(), slot, block.bias(slot));
          case COSINE ->
              Products.cosine(Products.one(vector, block.rows(), slot, 0f), block.norm(slot));
          case NUMBER -> block.numberOf(query.number(), slot);
        };
    best.offer(block, first, slot, score);
  }

  List<Scored<I>> list() {
    return best.list();
  }
}
