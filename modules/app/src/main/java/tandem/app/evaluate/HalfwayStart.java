package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tandem.model.Factors;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.svd.SparseRows;
import tandem.model.svd.SvdStart;

/**
 * A model that comes to a stream halfway: it starts either cold, without the first half of the
 * events, or from the truncated singular value decomposition of what the biases of that half don't
 * explain. Then it learns each event as ever. Only its second half can be compared.
 */
final class HalfwayStart implements RatingModel {

  private final EventLog log;
  private final Sgd sgd;
  private final FactorTable factors;
  private final FactorRating model;
  private final List<Map<Integer, Float>> ratings = new ArrayList<>();
  private final int rank;

  private HalfwayStart(EventLog log, Sgd sgd, int rank) {
    this.log = log;
    this.sgd = sgd;
    this.factors = new FactorTable(log, sgd);
    this.model = new FactorRating(log, sgd, factors);
    this.rank = rank;
    for (int user = 0; user < log.userCount(); user++) {
      ratings.add(new HashMap<>());
    }
  }

  /** Cold. */
  static HalfwayStart cold(EventLog log, Sgd sgd) {
    return new HalfwayStart(log, sgd, 0);
  }

  /** From a decomposition of this rank, 1 or more. */
  static HalfwayStart svd(EventLog log, Sgd sgd, int rank) {
    return new HalfwayStart(log, sgd, rank);
  }

  @Override
  public double predict(int e) {
    return model.predict(e);
  }

  @Override
  public void learn(int e, Target target) {
    boolean history = e < log.size() / 2;
    if (history && rank == 0) {
      return;
    }
    model.learn(e, target);
    if (history && target.weight() > 0) {
      ratings.get(log.user(e)).put(log.item(e), target.value());
    }
    if (e + 1 == log.size() / 2) {
      start();
    }
  }

  private void start() {
    place(SvdStart.of(residuals(), rank, sgd.settings().seed()), log, sgd, factors);
  }

  /** Gives the users and items that have learned something the vectors of a decomposition. */
  static void place(SvdStart start, EventLog log, Sgd sgd, FactorTable factors) {
    for (int user = 0; user < log.userCount(); user++) {
      Factors known = factors.user(user);
      if (known.count() > 0) {
        Factors fresh = sgd.freshUser(log.userId(user));
        factors.setUser(user, known.with(start.user(user, fresh.vector())));
      }
    }
    for (int item = 0; item < log.itemCount(); item++) {
      Factors known = factors.item(item);
      if (known.count() > 0) {
        Factors fresh = sgd.freshItem(log.itemId(item));
        factors.setItem(item, known.with(start.item(item, fresh.vector())));
      }
    }
  }

  /** Users × items: what is left of the ratings when mean and biases are taken off. */
  private SparseRows residuals() {
    int cells = ratings.stream().mapToInt(Map::size).sum();
    int[] starts = new int[log.userCount() + 1];
    int[] items = new int[cells];
    float[] rests = new float[cells];
    int end = 0;
    for (int user = 0; user < log.userCount(); user++) {
      Factors own = factors.user(user);
      float level = model.mean() + own.bias() - own.recentBias();
      for (Map.Entry<Integer, Float> rating : ratings.get(user).entrySet()) {
        items[end] = rating.getKey();
        rests[end++] = rating.getValue() - level - factors.item(rating.getKey()).bias();
      }
      starts[user + 1] = end;
    }
    return new SparseRows(starts, items, rests, log.itemCount());
  }
}
