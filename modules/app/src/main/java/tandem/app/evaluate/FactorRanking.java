package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.Negatives;
import tandem.model.Objective;
import tandem.model.Sgd;
import tandem.protocol.InteractionRules;

/**
 * The factorisation of preferences: with each event the user and sampled items, which the user does
 * not have, are moved apart.
 */
final class FactorRanking implements RankingModel {

  private final EventLog log;
  private final InteractionRules rules;
  private final Sgd sgd;
  private final FactorTable factors;
  private final ItemColumns packed;
  private final Negatives negatives;
  private final SplittableRandom random;
  private final RecentItems recent;
  private final List<BitSet> histories = new ArrayList<>();
  private int seen;

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
    this(log, rules, sgd, ring, packed, factors, Negatives.defaults());
  }

  /** With negatives of another kind; {@code ring} is of those from the last events. */
  FactorRanking(
      EventLog log,
      InteractionRules rules,
      Sgd sgd,
      int ring,
      ItemColumns packed,
      FactorTable factors,
      Negatives negatives) {
    this.log = log;
    this.rules = rules;
    this.sgd = sgd;
    this.factors = factors;
    this.packed = packed;
    this.negatives = negatives;
    this.random = new SplittableRandom(sgd.settings().seed());
    this.recent =
        new RecentItems(negatives.source() == Negatives.Source.RECENT ? ring : log.size(), random);
    for (int user = 0; user < log.userCount(); user++) {
      histories.add(new BitSet());
    }
  }

  /** What it learns. */
  FactorTable factors() {
    return factors;
  }

  @Override
  public void score(int user, float[] scores, int count) {
    packed.score(factors.user(user).vector(), scores, count);
  }

  @Override
  public Scale scale() {
    return Scale.ODDS;
  }

  @Override
  public void learn(int e) {
    int user = log.user(e);
    int item = log.item(e);
    histories.get(user).set(item);
    if (!negatives.pairwise()) {
      attract(e, user, item);
    }
    for (int n = 0; n < sgd.settings().negatives() && !recent.isEmpty(); n++) {
      int drawn = draw();
      if (histories.get(user).get(drawn)) {
        continue;
      }
      if (negatives.pairwise()) {
        order(user, item, drawn);
      } else {
        repel(user, drawn);
      }
    }
    recent.add(item);
    seen = Math.max(seen, item + 1);
  }

  private int draw() {
    return switch (negatives.source()) {
      case RECENT, POPULAR -> recent.draw();
      case UNIFORM -> random.nextInt(seen);
    };
  }

  /** Moves the taken item above the negative, for this user. */
  private void order(int userNumber, int taken, int negative) {
    Factors user = factors.user(userNumber);
    Factors preferred = factors.item(taken);
    Factors other = factors.item(negative);
    float error =
        Negatives.pairwiseError(sgd.score(0f, user, preferred), sgd.score(0f, user, other));
    FactorVector difference = preferred.vector().plus(other.vector().times(-1));
    factors.setUser(userNumber, sgd.stepUser(user, difference, error));
    factors.setItem(taken, sgd.stepItem(preferred, user.vector(), error));
    factors.setItem(negative, sgd.repelItem(other, user.vector(), -error));
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
