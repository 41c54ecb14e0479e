package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.FoldIn;
import tandem.model.Objective;
import tandem.model.Rank;
import tandem.model.RankingMean;
import tandem.model.RankingScore;
import tandem.model.Rated;
import tandem.model.Target;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/**
 * How good the lists of users are while they are new: before each of a user's events 2 to 11 its
 * item is ranked among all that had an event before and that the user does not have, by the vector
 * that the user has learned, by the one that is folded in from all events of the user so far, and
 * by popularity. Only events that show a preference are counted; all are learned.
 */
final class ColdUsers {

  private static final int NEW = 10;
  private static final int[] LAST_OF_GROUP = {1, 2, 3, 5, NEW};

  private final EventLog log;
  private final InteractionRules rules;
  private final int k;
  private final int factorCount;

  ColdUsers(EventLog log, InteractionRules rules, int k, int factorCount) {
    this.log = log;
    this.rules = rules;
    this.k = k;
    this.factorCount = factorCount;
  }

  /** The model as it learns. */
  interface Learner {
    void learn(int e);

    /** The mean of all ratings; 0 for the objective PREFERENCE. */
    float mean();
  }

  /** The scores of each way, by its name. */
  Map<String, Scores> run(
      Objective objective,
      FactorTable factors,
      ItemColumns columns,
      Learner learner,
      double[] ridges,
      Progress progress) {
    Map<String, RankingMean[]> means = new LinkedHashMap<>();
    Beginnings beginnings = new Beginnings();
    PopularityRanking popularity = new PopularityRanking(log, 1_000);
    float[] scores = new float[log.itemCount()];
    long start = Scores.processorNanos();
    for (int e = 0; e < log.size(); e++) {
      int user = log.user(e);
      int item = log.item(e);
      List<Integer> before = beginnings.of(user);
      boolean liked = rules.target(log.event(e), Objective.PREFERENCE).weight() > 0;
      if (liked && !before.isEmpty() && before.size() <= NEW && beginnings.seen.get(item)) {
        int group = group(before.size());
        Factors learned = factors.user(user);
        columns.score(learned.vector(), scores, scores.length);
        add(means, "learned step by step", group, beginnings.rank(user, item, scores));
        List<Rated> rated = rated(objective, before, factors, learned.bias(), learner.mean());
        for (double ridge : ridges) {
          columns.score(FoldIn.user(rated, factorCount, ridge), scores, scores.length);
          add(means, "folded in, ridge " + ridge, group, beginnings.rank(user, item, scores));
        }
        columns.score(FactorVector.wrap(new float[factorCount]), scores, scores.length);
        add(means, "item biases alone", group, beginnings.rank(user, item, scores));
        popularity.score(user, scores, scores.length);
        add(means, "popularity, half-life 1000", group, beginnings.rank(user, item, scores));
      }
      beginnings.add(e);
      popularity.learn(e);
      learner.learn(e);
      progress.step();
    }
    return scores(means, Scores.processorNanos() - start);
  }

  /** What the events ask for beyond the biases, as a basket does. */
  private List<Rated> rated(
      Objective objective, List<Integer> events, FactorTable factors, float bias, float mean) {
    List<Rated> rated = new ArrayList<>(events.size());
    for (int e : events) {
      Interaction event = log.event(e);
      Factors item = factors.item(log.item(e));
      Target target = rules.target(event, objective);
      float residual =
          objective == Objective.RATING
              ? target.value() - mean - bias - item.bias()
              : target.value();
      float weight = (float) Math.max(target.weight(), rules.strength(event));
      rated.add(new Rated(item.vector(), residual, weight));
    }
    return rated;
  }

  private void add(Map<String, RankingMean[]> means, String way, int group, double rank) {
    means.computeIfAbsent(way, name -> empty())[group].add(RankingScore.ofRank(rank, k));
  }

  private static RankingMean[] empty() {
    RankingMean[] means = new RankingMean[LAST_OF_GROUP.length];
    for (int g = 0; g < means.length; g++) {
      means[g] = new RankingMean();
    }
    return means;
  }

  private static int group(int events) {
    int group = 0;
    while (events > LAST_OF_GROUP[group]) {
      group++;
    }
    return group;
  }

  private Map<String, Scores> scores(Map<String, RankingMean[]> means, long nanos) {
    Map<String, Scores> scores = new LinkedHashMap<>();
    means.forEach(
        (way, groups) -> {
          Map<String, Double> metrics = new LinkedHashMap<>();
          for (int g = 0; g < groups.length; g++) {
            metrics.put(name(g), groups[g].mean().recall());
          }
          scores.put(way, new Scores(metrics, log.size(), nanos));
        });
    return scores;
  }

  private String name(int group) {
    String from = group == 0 ? "recall@" + k + " after " : "";
    int first = group == 0 ? 1 : LAST_OF_GROUP[group - 1] + 1;
    int last = LAST_OF_GROUP[group];
    return from + first + (first == last ? "" : " to " + last);
  }

  /** The first events of each user, and what was seen by whom. */
  private final class Beginnings {
    private final List<List<Integer>> events = new ArrayList<>();
    private final List<BitSet> histories = new ArrayList<>();
    private final BitSet seen = new BitSet();

    List<Integer> of(int user) {
      return user < events.size() ? events.get(user) : List.of();
    }

    void add(int e) {
      int user = log.user(e);
      if (user == events.size()) {
        events.add(new ArrayList<>());
        histories.add(new BitSet());
      }
      if (events.get(user).size() <= NEW) {
        events.get(user).add(e);
      }
      histories.get(user).set(log.item(e));
      seen.set(log.item(e));
    }

    double rank(int user, int item, float[] scores) {
      Rank rank = new Rank(scores[item]);
      BitSet history = histories.get(user);
      for (int i = seen.nextSetBit(0); i >= 0; i = seen.nextSetBit(i + 1)) {
        if (i != item && !history.get(i)) {
          rank.meet(scores[i]);
        }
      }
      return rank.value();
    }
  }
}
