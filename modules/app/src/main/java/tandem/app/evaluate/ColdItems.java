package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tandem.model.Objective;
import tandem.model.Rank;
import tandem.model.RankingMean;
import tandem.model.RankingScore;
import tandem.model.RatingError;
import tandem.model.Target;
import tandem.protocol.InteractionRules;

/**
 * How well items do while they are new: each event is predicted first and learned after, and is
 * counted by how many events its item had before. For the objective PREFERENCE the item is ranked
 * among what the user does not have, once of the items that had an event before and this one, and
 * once of all items that ever come.
 */
final class ColdItems {

  private static final int NEW = 10;

  private final EventLog log;
  private final InteractionRules rules;
  private final int k;

  ColdItems(EventLog log, InteractionRules rules, int k) {
    this.log = log;
    this.rules = rules;
    this.k = k;
  }

  /** Is run before each event, with its number. */
  interface Before {
    void event(int e);
  }

  Scores ratings(FactorRating model, Before before, Progress progress) {
    RatingError[] errors = new RatingError[3];
    for (int g = 0; g < errors.length; g++) {
      errors[g] = new RatingError(rules.minRating(), rules.maxRating());
    }
    int[] events = new int[log.itemCount()];
    long start = Scores.processorNanos();
    for (int e = 0; e < log.size(); e++) {
      before.event(e);
      Double actual = log.event(e).value();
      Target target = rules.target(log.event(e), Objective.RATING);
      if (actual != null) {
        errors[group(events[log.item(e)])].add(actual, rules.toScale(model.predict(e)));
      }
      events[log.item(e)]++;
      model.learn(e, target);
      progress.step();
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("RMSE, event 1", errors[0].rmse());
    metrics.put("RMSE, events 2 to " + NEW, errors[1].rmse());
    metrics.put("RMSE, later", errors[2].rmse());
    return new Scores(metrics, log.size(), Scores.processorNanos() - start);
  }

  Scores preferences(RankingModel model, Before before, Progress progress) {
    Tally among = new Tally();
    Tally ofAll = new Tally();
    Candidates candidates = new Candidates();
    long start = Scores.processorNanos();
    for (int e = 0; e < log.size(); e++) {
      before.event(e);
      int user = log.user(e);
      int item = log.item(e);
      if (candidates.knows(user)) {
        candidates.rank(model, user, item);
        int group = group(candidates.events[item]);
        among.add(group, candidates.among.value());
        ofAll.add(group, candidates.ofAll.value());
      }
      candidates.add(user, item);
      model.learn(e);
      progress.step();
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    among.into(metrics, "");
    ofAll.into(metrics, " of all");
    return new Scores(metrics, log.size(), Scores.processorNanos() - start);
  }

  private static int group(int eventsBefore) {
    if (eventsBefore == 0) {
      return 0;
    }
    return eventsBefore < NEW ? 1 : 2;
  }

  private final class Candidates {
    private final float[] scores = new float[log.itemCount()];
    private final int[] events = new int[log.itemCount()];
    private final List<BitSet> histories = new ArrayList<>();
    private Rank among = new Rank(0);
    private Rank ofAll = new Rank(0);

    boolean knows(int user) {
      return user < histories.size();
    }

    void add(int user, int item) {
      if (!knows(user)) {
        histories.add(new BitSet());
      }
      histories.get(user).set(item);
      events[item]++;
    }

    void rank(RankingModel model, int user, int item) {
      model.score(user, scores, scores.length);
      among = new Rank(scores[item]);
      ofAll = new Rank(scores[item]);
      BitSet history = histories.get(user);
      for (int i = history.nextClearBit(0); i < scores.length; i = history.nextClearBit(i + 1)) {
        if (i != item) {
          ofAll.meet(scores[i]);
          if (events[i] > 0) {
            among.meet(scores[i]);
          }
        }
      }
    }
  }

  private final class Tally {
    private final RankingMean[] groups = {new RankingMean(), new RankingMean(), new RankingMean()};
    private final RankingMean all = new RankingMean();
    private final RankingMean cold = new RankingMean();

    void add(int group, double rank) {
      RankingScore score = RankingScore.ofRank(rank, k);
      groups[group].add(score);
      all.add(score);
      if (group < 2) {
        cold.add(score);
      }
    }

    void into(Map<String, Double> metrics, String among) {
      metrics.put("recall@" + k + among + ", event 1", groups[0].mean().recall());
      metrics.put("events 2 to " + NEW + among, groups[1].mean().recall());
      metrics.put("events 1 to " + NEW + among, cold.mean().recall());
      metrics.put("later" + among, groups[2].mean().recall());
      metrics.put("every event" + among, all.mean().recall());
    }
  }
}
