package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import tandem.model.Factors;
import tandem.model.Objective;
import tandem.model.Sgd;
import tandem.protocol.InteractionRules;

/**
 * The factorisation of preferences: after each event the user and items drawn from the most recent
 * events, which the user does not have, are moved apart. An item is drawn as often as it occurs
 * there (Vinagre, Jorge, Gama, SAC 2015, draw from the recent past as well).
 */
final class FactorRanking implements RankingModel {

  private final EventLog log;
  private final InteractionRules rules;
  private final Sgd sgd;
  private final FactorTable factors;
  private final ItemColumns packed;
  private final RecentItems recent;
  private final List<BitSet> histories = new ArrayList<>();

  /** Negatives are drawn from the last {@code ring} events. */
  FactorRanking(EventLog log, InteractionRules rules, Sgd sgd, int ring) {
    this(log, rules, sgd, ring, new ItemColumns(log.itemCount(), sgd.settings().factors()));
  }

  private FactorRanking(
      EventLog log, InteractionRules rules, Sgd sgd, int ring, ItemColumns packed) {
    this(log, rules, sgd, ring, packed, FactorTable.in(packed, log, sgd));
  }

  /** With factors that are kept in {@code packed}. */
  FactorRanking(
      EventLog log,
      InteractionRules rules,
      Sgd sgd,
      int ring,
      ItemColumns packed,
      FactorTable factors) {
    this.log = log;
    this.rules = rules;
    this.sgd = sgd;
    this.factors = factors;
    this.packed = packed;
    this.recent = new RecentItems(ring, new SplittableRandom(sgd.settings().seed()));
    for (int user = 0; user < log.userCount(); user++) {
      histories.add(new BitSet());
    }
  }

  @Override
  public void score(int user, float[] scores, int count) {
    packed.score(factors.user(user).vector(), scores, count);
  }

  @Override
  public void learn(int e) {
    int user = log.user(e);
    int item = log.item(e);
    attract(e, user, item);
    histories.get(user).set(item);
    for (int n = 0; n < sgd.settings().negatives() && !recent.isEmpty(); n++) {
      int drawn = recent.draw();
      if (!histories.get(user).get(drawn)) {
        repel(user, drawn);
      }
    }
    recent.add(item);
  }

  private void attract(int e, int userNumber, int itemNumber) {
    Factors user = factors.user(userNumber);
    Factors item = factors.item(itemNumber);
    float error = sgd.error(rules.target(log.event(e), Objective.PREFERENCE), 0f, user, item);
    factors.setUser(userNumber, sgd.stepUser(user, item.vector(), error));
    factors.setItem(itemNumber, sgd.stepItem(item, user.vector(), error));
  }

  private void repel(int userNumber, int itemNumber) {
    Factors user = factors.user(userNumber);
    Factors item = factors.item(itemNumber);
    float error = sgd.negativeError(user, item);
    factors.setUser(userNumber, sgd.repelUser(user, item.vector(), error));
    factors.setItem(itemNumber, sgd.repelItem(item, user.vector(), error));
  }
}
