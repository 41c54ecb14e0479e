package tandem.ranking;

/*
 * What C2 of Java 17 makes of these loops was measured (docs/decisions/0018): it unrolls and
 * vectorises a loop with one array that is written and up to five that are read; with six rows a
 * pass, or two arrays that are written, it does neither and is four times slower. Math.max of two
 * arrays is vectorised, a running maximum is not. Four rows a pass do a quarter of the loads and
 * stores of the scores; and they are read from memory once for all queries of a pass, and stay in
 * the first-level cache (16 KiB).
 *
 * Factors are added one after the other, the first one first, however many rows a pass has and
 * whichever other queries share it. Java's arithmetic is strict, so an item has the same score, bit
 * for bit, in whatever slot, block and scan it is.
 */

/**
 * The inner loops of a scan, over the columns of one block. Plain counted loops without calls or
 * branches, so that C2 turns them into SIMD code.
 */
final class Products {

  /** The width of {@link #maxima}: each is of every 64th slot. */
  static final int MAXIMA = 64;

  private Products() {}

  /**
   * Adds the inner products of the first {@code queries} of {@code vectors} with each of the first
   * {@code count} columns of {@code rows} to the query's {@code scores}.
   */
  static void add(float[][] vectors, int queries, float[][] rows, int count, float[][] scores) {
    int f = 0;
    for (; f + 4 <= rows.length; f += 4) {
      for (int q = 0; q < queries; q++) {
        addRows(vectors[q], f, rows, count, scores[q]);
      }
    }
    for (; f < rows.length; f++) {
      for (int q = 0; q < queries; q++) {
        addRow(vectors[q][f], rows[f], count, scores[q]);
      }
    }
  }

  /** Sets the first {@code count} bounds to bias + reach × norm. */
  static void bounds(float[] biases, float[] norms, float reach, int count, float[] bounds) {
    for (int s = 0; s < count; s++) {
      bounds[s] = biases[s] + reach * norms[s];
    }
  }

  /** Divides each of the first {@code count} scores by the norm, and clips it to -1..1. */
  static void scaleToCosines(float[] norms, int count, float[] scores) {
    for (int s = 0; s < count; s++) {
      scores[s] = cosine(scores[s], norms[s]);
    }
  }

  /** An inner product divided by the norm, and clipped to -1..1. */
  static float cosine(float product, float norm) {
    return Math.max(-1f, Math.min(1f, product / norm));
  }

  /** What {@link #add} makes of {@code start} for one column. */
  static float one(float[] vector, float[][] rows, int slot, float start) {
    float sum = start;
    for (int f = 0; f < rows.length; f++) {
      sum += vector[f] * rows[f][slot];
    }
    return sum;
  }

  /**
   * Sets the first {@link #MAXIMA} of {@code maxima}: number i to the maximum of the scores i, i +
   * 64, i + 128 and so on. The rest of {@code maxima}, half as long as a block, is scratch.
   */
  static void maxima(float[] scores, float[] maxima) {
    halve(scores, Block.SLOTS / 2, maxima);
    for (int half = Block.SLOTS / 4; half >= MAXIMA; half /= 2) {
      halve(maxima, half, maxima);
    }
  }

  private static void addRows(float[] query, int f, float[][] rows, int count, float[] scores) {
    addFour(
        query[f],
        query[f + 1],
        query[f + 2],
        query[f + 3],
        rows[f],
        rows[f + 1],
        rows[f + 2],
        rows[f + 3],
        count,
        scores);
  }

  private static void addFour(
      float qa,
      float qb,
      float qc,
      float qd,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      int count,
      float[] scores) {
    for (int s = 0; s < count; s++) {
      scores[s] = scores[s] + qa * a[s] + qb * b[s] + qc * c[s] + qd * d[s];
    }
  }

  private static void addRow(float q, float[] row, int count, float[] scores) {
    for (int s = 0; s < count; s++) {
      scores[s] += q * row[s];
    }
  }

  private static void halve(float[] from, int half, float[] to) {
    for (int s = 0; s < half; s++) {
      to[s] = Math.max(from[s], from[s + half]);
    }
  }
}
