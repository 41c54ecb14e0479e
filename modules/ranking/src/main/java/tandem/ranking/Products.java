package tandem.ranking;

/**
 * The inner loops of a scan, over columns of one block. Plain counted loops without calls or
 * branches, so that C2 turns them into SIMD code; Java's arithmetic is strict, so a vector has the
 * same score in whatever slot it is.
 */
final class Products {

  private Products() {}

  /**
   * Adds the inner product of {@code query} with each of the first {@code count} columns of {@code
   * rows} to {@code scores}. Row f begins at f × {@code stride}.
   */
  static void add(float[] query, float[] rows, int stride, int count, float[] scores) {
    int f = 0;
    for (; f + 4 <= query.length; f += 4) {
      addFour(query, f, rows, f * stride, stride, count, scores);
    }
    for (; f < query.length; f++) {
      addOne(query[f], rows, f * stride, count, scores);
    }
  }

  /** Multiplies each of the first {@code count} scores and clips the product to -1..1. */
  static void scaleToCosine(float[] factors, int count, float[] scores) {
    for (int s = 0; s < count; s++) {
      scores[s] = Math.max(-1f, Math.min(1f, scores[s] * factors[s]));
    }
  }

  // Four rows a pass: a quarter of the loads and stores of scores.
  private static void addFour(
      float[] query, int f, float[] rows, int from, int stride, int count, float[] scores) {
    float q0 = query[f];
    float q1 = query[f + 1];
    float q2 = query[f + 2];
    float q3 = query[f + 3];
    int r1 = from + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    for (int s = 0; s < count; s++) {
      scores[s] += q0 * rows[from + s] + q1 * rows[r1 + s] + q2 * rows[r2 + s] + q3 * rows[r3 + s];
    }
  }

  private static void addOne(float q, float[] rows, int from, int count, float[] scores) {
    for (int s = 0; s < count; s++) {
      scores[s] += q * rows[from + s];
    }
  }
}
