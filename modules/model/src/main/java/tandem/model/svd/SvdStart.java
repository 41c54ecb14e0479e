package tandem.model.svd;

import tandem.model.FactorVector;

/**
 * Vectors to start from where a history is there at once: the truncated singular value
 * decomposition of the matrix of users × items, what is not known being 0 (Cremonesi, Koren,
 * Turrin, RecSys 2010, PureSVD). With A ≈ UΣVᵀ a user starts from the row of UΣ^½ and an item from
 * that of VΣ^½, so that their inner product is the cell of the approximation. Immutable.
 */
public final class SvdStart {

  private final int rank;
  private final float[] users;
  private final float[] items;

  private SvdStart(int rank, float[] users, float[] items) {
    this.rank = rank;
    this.users = users;
    this.items = items;
  }

  /** Of a matrix of users × items; {@code most} is the rank, less where the matrix has less. */
  public static SvdStart of(SparseRows matrix, int most, long seed) {
    float[] items = RightVectors.of(matrix, most, seed);
    int rank = matrix.columns() == 0 ? 0 : items.length / matrix.columns();
    float[] users = matrix.times(items, rank);
    for (int c = 0; c < rank; c++) {
      double root = Math.sqrt(length(users, c, rank)); // of the singular value
      scale(users, c, rank, 1 / root);
      scale(items, c, rank, root);
    }
    return new SvdStart(rank, users, items);
  }

  private static double length(float[] rows, int column, int width) {
    double squares = 0;
    for (int n = column; n < rows.length; n += width) {
      squares += (double) rows[n] * rows[n];
    }
    return Math.sqrt(squares);
  }

  private static void scale(float[] rows, int column, int width, double times) {
    for (int n = column; n < rows.length; n += width) {
      rows[n] = (float) (rows[n] * times);
    }
  }

  /** The vector of user {@code row}, the factors beyond the rank from {@code fresh}. */
  public FactorVector user(int row, FactorVector fresh) {
    return start(users, row, fresh);
  }

  /** The vector of item {@code column}, the factors beyond the rank from {@code fresh}. */
  public FactorVector item(int column, FactorVector fresh) {
    return start(items, column, fresh);
  }

  private FactorVector start(float[] rows, int row, FactorVector fresh) {
    float[] vector = fresh.toArray();
    System.arraycopy(rows, row * rank, vector, 0, Math.min(rank, vector.length));
    return FactorVector.wrap(vector);
  }
}
