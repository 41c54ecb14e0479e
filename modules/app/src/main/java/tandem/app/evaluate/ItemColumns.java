package tandem.app.evaluate;

import java.util.Arrays;
import tandem.model.FactorVector;
import tandem.model.Factors;

/**
 * Item vectors by factor, items by number and scored all at once (the index has ids, blocks and
 * top-k): so that the loop over items runs on neighbours and is vectorised.
 */
final class ItemColumns {

  private final float[][] byFactor;
  private final float[] biases;
  private final float[] norms;

  ItemColumns(int items, int factors) {
    this.byFactor = new float[factors][items];
    this.biases = new float[items];
    this.norms = new float[items];
  }

  void set(int item, Factors factors) {
    FactorVector vector = factors.vector();
    for (int f = 0; f < byFactor.length; f++) {
      byFactor[f][item] = vector.get(f);
    }
    biases[item] = factors.bias();
    norms[item] = (float) Math.sqrt(vector.dot(vector));
  }

  /** Bias plus inner product with {@code user} for the items 0 to {@code count - 1}. */
  void score(FactorVector user, float[] scores, int count) {
    System.arraycopy(biases, 0, scores, 0, count);
    addProducts(user, scores, count);
  }

  /** The cosines with {@code query}, which is not zero; -infinity for a zero vector. */
  void cosines(FactorVector query, float[] scores, int count) {
    Arrays.fill(scores, 0, count, 0f);
    addProducts(query, scores, count);
    float length = (float) Math.sqrt(query.dot(query));
    for (int i = 0; i < count; i++) {
      scores[i] = norms[i] == 0f ? Float.NEGATIVE_INFINITY : scores[i] / (norms[i] * length);
    }
  }

  private void addProducts(FactorVector query, float[] scores, int count) {
    for (int f = 0; f < byFactor.length; f++) {
      addMultiple(scores, byFactor[f], query.get(f), count);
    }
  }

  private static void addMultiple(float[] scores, float[] factor, float times, int count) {
    for (int i = 0; i < count; i++) {
      scores[i] += times * factor[i];
    }
  }
}
