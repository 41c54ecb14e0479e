package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several rankings of the same candidates, and the best of each, for one user at a time. */
final class RankedPools {

  private final List<String> names;
  private final List<RankingModel> models;
  private final Candidates candidates;
  private final float[][] scores;
  private final int[][] best;
  private final int[] sizes;
  private final float[] values;
  private int user;

  /** Of items below {@code items}, with pools of up to {@code most}. */
  RankedPools(Map<String, RankingModel> rankings, Candidates candidates, int items, int most) {
    this.candidates = candidates;
    this.names = List.copyOf(rankings.keySet());
    this.models = new ArrayList<>(rankings.values());
    this.scores = new float[models.size()][items];
    this.best = new int[models.size()][most];
    this.sizes = new int[models.size()];
    this.values = new float[most];
  }

  /** Whether the user had an event. */
  boolean knows(int other) {
    return candidates.knows(other);
  }

  /** Whether the user took the item. */
  boolean has(int other, int item) {
    return candidates.has(other, item);
  }

  /** Whether the item had an event. */
  boolean hasSeen(int item) {
    return item < candidates.seen();
  }

  /** Ranks for a user who is known. */
  void rank(int other) {
    user = other;
    for (int m = 0; m < models.size(); m++) {
      models.get(m).score(user, scores[m], candidates.seen());
      sizes[m] = candidates.best(scores[m], user, best[m], values);
    }
  }

  /** Learns an event. */
  void learn(int e, int by, int item) {
    candidates.add(by, item);
    for (int m = 0; m < models.size(); m++) {
      models.get(m).learn(e);
    }
  }

  /** The number of the ranking of that name. */
  int number(String name) {
    int number = names.indexOf(name);
    if (number < 0) {
      throw new IllegalArgumentException("the rankings are " + names + ", not " + name);
    }
    return number;
  }

  /** The rank of an item among all candidates; infinite for one that the ranking can't place. */
  double rank(int ranking, int item) {
    return candidates.rank(scores[ranking], user, item);
  }

  /** The best items of a ranking, best first; not to be written, {@link #size} of them. */
  int[] best(int ranking) {
    return best[ranking];
  }

  /** How many there are; 0 where the ranking has nothing to say of the user. */
  int size(int ranking) {
    return sizes[ranking];
  }

  /** The scores of a ranking by item; not to be written. */
  float[] scores(int ranking) {
    return scores[ranking];
  }

  /** What the scores of a ranking are. */
  RankingModel.Scale scale(int ranking) {
    return models.get(ranking).scale();
  }

  /** The best of the candidates by other scores: see {@link Candidates#best}. */
  int best(float[] others, int[] items, float[] scratch) {
    return candidates.best(others, user, items, scratch);
  }

  /** How many items were seen. */
  int seen() {
    return candidates.seen();
  }
}
