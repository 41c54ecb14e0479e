package tandem.app.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import tandem.model.Sgd;
import tandem.model.svd.SparseRows;
import tandem.model.svd.SvdStart;

/**
 * {@link HalfwayStart} for preferences: the decomposition is that of what the users had taken by
 * then, 1, and what they had not, 0; the biases are those of the first half.
 */
final class HalfwayRanking implements RankingModel {

  private final EventLog log;
  private final Sgd sgd;
  private final FactorTable factors;
  private final RankingModel model;
  private final int rank;

  /**
   * Of a model that learns {@code factors}.
   *
   * @param rank of the decomposition; 0 to start cold
   */
  HalfwayRanking(EventLog log, Sgd sgd, FactorTable factors, RankingModel model, int rank) {
    this.log = log;
    this.sgd = sgd;
    this.factors = factors;
    this.model = model;
    this.rank = rank;
  }

  @Override
  public void score(int user, float[] scores, int count) {
    model.score(user, scores, count);
  }

  @Override
  public Scale scale() {
    return model.scale();
  }

  @Override
  public void learn(int e) {
    int half = log.size() / 2;
    if (e < half && rank == 0) {
      return;
    }
    model.learn(e);
    if (e + 1 == half) {
      HalfwayStart.place(SvdStart.of(taken(half), rank, sgd.settings().seed()), log, sgd, factors);
    }
  }

  private SparseRows taken(int events) {
    BitSet[] rows = new BitSet[log.userCount()];
    Arrays.setAll(rows, user -> new BitSet());
    for (int e = 0; e < events; e++) {
      rows[log.user(e)].set(log.item(e));
    }
    int[] starts = new int[rows.length + 1];
    for (int user = 0; user < rows.length; user++) {
      starts[user + 1] = starts[user] + rows[user].cardinality();
    }
    int[] items = Arrays.stream(rows).flatMapToInt(BitSet::stream).toArray();
    float[] ones = new float[items.length];
    Arrays.fill(ones, 1f);
    return new SparseRows(starts, items, ones, log.itemCount());
  }
}
