package tandem.ranking;

/**
 * The inner loops of a scan, over the columns of one block. Plain counted loops without calls or
 * branches, so that C2 turns them into SIMD code; Java's arithmetic is strict, so a vector has the
 * same score in whatever slot it is. One row a pass: four save loads of the scores, and lose what
 * they gain once the items do not fit the cache (figures in docs/benchmarks).
 */
final class Products {

  private Products() {}

  /**
   * Adds the inner product of {@code query} with each of the first {@code count} columns of {@code
   * rows} to {@code scores}.
   */
  static void add(float[] query, float[][] rows, int count, float[] scores) {
    for (int f = 0; f < query.length; f++) {
      addRow(query[f], rows[f], count, scores);
    }
  }

  /** Multiplies each of the first {@code count} scores and clips the product to -1..1. */
  static void scaleToCosine(float[] factors, int count, float[] scores) {
    for (int s = 0; s < count; s++) {
      scores[s] = Math.max(-1f, Math.min(1f, scores[s] * factors[s]));
    }
  }

  private static void addRow(float q, float[] row, int count, float[] scores) {
    for (int s = 0; s < count; s++) {
      scores[s] += q * row[s];
    }
  }
}
