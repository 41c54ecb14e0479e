package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import tandem.model.Factors;
import tandem.model.NegativeSampler;
import tandem.model.Objective;
import tandem.model.Pairwise;
import tandem.model.Sgd;
import tandem.model.Target;
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
  private final NegativeSampler<Integer> sampler;
  private final List<BitSet> histories = new ArrayList<>();

  /** RECENT negatives are drawn from the last {@code ring} events. */
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
    this.sampler =
        new NegativeSampler<>(
            sgd.settings().negativeSource(), ring, new SplittableRandom(sgd.settings().seed()));
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
    if (sgd.settings().pairwise()) {
      moveApart(e, user, item);
    } else {
      attract(e, user, item);
      drawn(user).forEach(negative -> repel(user, negative));
    }
    sampler.taken(item);
  }

  /** Items that the user does not have. */
  private List<Integer> drawn(int user) {
    List<Integer> drawn = new ArrayList<>();
    for (int n = 0; n < sgd.settings().negatives() && !sampler.isEmpty(); n++) {
      Integer item = sampler.draw();
      if (!histories.get(user).get(item)) {
        drawn.add(item);
      }
    }
    return drawn;
  }

  private void moveApart(int e, int userNumber, int itemNumber) {
    Factors user = factors.user(userNumber);
    Factors item = factors.item(itemNumber);
    List<Integer> drawn = drawn(userNumber);
    List<Factors> negatives = drawn.stream().map(factors::item).toList();
    Target target = rules.target(log.event(e), Objective.PREFERENCE);
    Pairwise pairs = Pairwise.of(sgd, target, user, item, negatives);
    factors.setUser(userNumber, sgd.stepUser(user, pairs.direction(), pairs.error()));
    factors.setItem(itemNumber, sgd.stepItem(item, user.vector(), pairs.error()));
    for (int n = 0; n < drawn.size(); n++) {
      Factors negative = factors.item(drawn.get(n));
      factors.setItem(drawn.get(n), sgd.repelItem(negative, user.vector(), -pairs.errors().get(n)));
    }
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
