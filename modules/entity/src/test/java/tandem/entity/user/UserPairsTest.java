package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.user.UserFixture.ITEM;
import static tandem.entity.user.UserFixture.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.IndexedItem;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity.Outcome;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;
import tandem.model.Pairwise;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.protocol.ItemDescription;

/** The pairwise objective: the scores of sampled negatives travel with the pull. */
class UserPairsTest {

  private static final EntityKit KIT = new EntityKit();
  private static final Sgd SGD =
      new Sgd(
          ModelSettings.preference().withFactors(4).withNegatives(2, NegativeSource.RECENT, true));
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final float BIAS = 0.75f;
  private static final Target TAKEN = new Target(1f, 1f);

  private final UserFixture f = new UserFixture(KIT, EntityKit.SETTINGS, SGD);
  private final Factors fresh = SGD.freshUser(f.id);

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private static IndexedItem negative(String id) {
    FactorVector vector = FactorVector.of(0.5f, id.hashCode() % 7, -1f, 2f);
    return new IndexedItem(new ItemId(id), 1, vector, 0.25f, 1.0, 3, ItemDescription.NONE, false);
  }

  private static Factors factors(String id) {
    return new Factors(negative(id).vector(), 0.25f, 0f, 3);
  }

  private static FactorVector scores(Factors user, String... items) {
    float[] scores = new float[items.length];
    for (int n = 0; n < items.length; n++) {
      scores[n] = SGD.score(0f, user, factors(items[n]));
    }
    return FactorVector.of(scores);
  }

  private static Pairwise step(Factors user, String... items) {
    List<Factors> negatives = new ArrayList<>();
    for (String item : items) {
      negatives.add(factors(item));
    }
    return Pairwise.of(SGD, TAKEN, user, new Factors(ITEM, BIAS, 0f, 0), negatives);
  }

  private static void take(UserFixture f, long offset, String item) {
    f.user.tell(f.observe(offset, item, "purchase", null, offset, null));
  }

  private static void sampled(UserFixture f, String... items) {
    answer(f.index.receiveMessage(), items);
  }

  private static void answer(IndexPartition.Sample sample, String... items) {
    List<IndexedItem> drawn = new ArrayList<>();
    for (String item : items) {
      drawn.add(negative(item));
    }
    sample.replyTo().tell(new IndexPartition.Sampled(0, drawn, 1));
  }

  private static void answer(ItemEntity.Pull pull, boolean early) {
    float error = 9f; // the user makes its own
    pull.replyTo().tell(new ItemEntity.Gradient(pull.delivery().id(), error, ITEM, early, BIAS));
  }

  private void repelled(String item, Factors user, float error) {
    assertThat(f.items.expectMessageClass(UserFixture.ToItem.class))
        .isEqualTo(
            new UserFixture.ToItem(new ItemId(item), new ItemEntity.Repel(user.vector(), -error)));
  }

  @Test
  void observe_sampleFirst_thenThePullHasTheScoresOfTheNegatives() {
    take(f, 1, "i1");
    IndexPartition.Sample sample = f.index.receiveMessage();
    assertThat(sample.count()).isEqualTo(2);
    f.items.expectNoMessage(Duration.ZERO);
    answer(sample, "n1", "n2");
    ItemEntity.Pull pull = f.pull(1);
    assertThat(pull.factors()).isEqualTo(fresh);
    assertThat(pull.others()).isEqualTo(scores(fresh, "n1", "n2"));
  }

  @Test
  void observe_sampleThatIsReady_thePullHasItsScoresAtOnce() {
    f.ready.add(new IndexPartition.Sampled(0, List.of(negative("n1")), 1));
    take(f, 1, "i1");
    ItemEntity.Pull pull = f.pull(1);
    assertThat(pull.others()).isEqualTo(scores(fresh, "n1"));
    f.index.expectNoMessage(Duration.ZERO);
    answer(pull, false);
    Pairwise step = step(fresh, "n1");
    repelled("n1", fresh, step.errors().get(0));
    assertThat(f.observed(1, Outcome.LEARNED).error()).isEqualTo(step.error());
  }

  @Test
  void gradient_movesUserAndNegativesApart() {
    take(f, 1, "i1");
    sampled(f, "n1", "n2");
    answer(f.pull(1), false);
    Pairwise step = step(fresh, "n1", "n2");
    repelled("n1", fresh, step.errors().get(0));
    repelled("n2", fresh, step.errors().get(1));
    assertThat(f.observed(1, Outcome.LEARNED).error()).isEqualTo(step.error());
    assertThat(f.profile().factors())
        .isEqualTo(SGD.stepUser(fresh, step.direction(), step.error()));
  }

  @Test
  void gradient_early_isSteppedByOnce() {
    take(f, 1, "i1");
    IndexPartition.Sample sample = f.index.receiveMessage();
    take(f, 2, "i2");
    f.profile(); // it has been taken in
    answer(sample, "n1");
    ItemEntity.Pull first = f.pull(1);
    assertThat(first.early()).isTrue();
    answer(first, true);
    Pairwise step = step(fresh, "n1");
    repelled("n1", fresh, step.errors().get(0));
    Factors after = SGD.stepUser(fresh, step.direction(), step.error());
    sampled(f);
    assertThat(f.pull(2).factors()).isEqualTo(after);
    answer(first, false);
    f.observed(1, Outcome.LEARNED);
    assertThat(f.profile().factors()).isEqualTo(after);
    assertThat(f.journaledOffsets()).containsExactly(1L);
  }

  @Test
  void sample_ofTakenItems_isLeftOutAndWithoutOthersNothingMoves() {
    take(f, 1, "i1");
    sampled(f, "i1");
    ItemEntity.Pull pull = f.pull(1);
    assertThat(pull.others()).isEqualTo(FactorVector.of());
    answer(pull, false);
    assertThat(f.observed(1, Outcome.LEARNED).error()).isZero();
    assertThat(f.profile().factors().vector()).isEqualTo(fresh.vector());
    assertThat(f.profile().factors().count()).isOne();
    take(f, 2, "i2");
    sampled(f, "i1", "n1");
    assertThat(f.pull(2).others()).isEqualTo(scores(f.profile().factors(), "n1"));
  }

  @Test
  void sample_lost_isAskedForAgain() {
    UserFixture quick = new UserFixture(KIT, EntityKit.withPullTimeout(OFTEN), SGD);
    take(quick, 1, "i1");
    quick.index.receiveMessage();
    answer(quick.index.receiveMessage(), "n1");
    assertThat(quick.pull(1).others().length()).isOne();
  }

  @Test
  void pull_unanswered_isRepeatedWithTheSameScoresAndNoOtherSample() {
    UserFixture quick = new UserFixture(KIT, EntityKit.withPullTimeout(OFTEN), SGD);
    take(quick, 1, "i1");
    sampled(quick, "n1");
    ItemEntity.Pull first = quick.pull(1);
    quick.forgetSamples(); // asked for again, if the first was late
    assertThat(quick.pull(1)).isEqualTo(first);
    assertThat(quick.pull(1)).isEqualTo(first);
    quick.index.expectNoMessage(Duration.ZERO);
  }

  @Test
  void sample_whenOneIsThere_changesNothing() {
    take(f, 1, "i1");
    IndexPartition.Sample sample = f.index.receiveMessage();
    answer(sample, "n1");
    ItemEntity.Pull pull = f.pull(1);
    answer(sample, "n2"); // of a partition that was slow
    answer(pull, false);
    repelled("n1", fresh, step(fresh, "n1").errors().get(0));
    f.observed(1, Outcome.LEARNED);
  }

  @Test
  void crash_afterThePull_drawsAnewAndLearnsOnce() {
    take(f, 1, "i1");
    sampled(f, "n1");
    ItemEntity.Pull before = f.pull(1);
    f.crash();
    f.user = f.start();
    take(f, 1, "i1");
    IndexPartition.Sample sample = f.index.receiveMessage();
    answer(before, false); // to who is no more
    answer(sample, "n2");
    ItemEntity.Pull pull = f.pull(1);
    assertThat(pull.others()).isEqualTo(scores(fresh, "n2"));
    answer(pull, false);
    Pairwise step = step(fresh, "n2");
    repelled("n2", fresh, step.errors().get(0));
    f.observed(1, Outcome.LEARNED);
    assertThat(f.journaledOffsets()).containsExactly(1L);
    assertThat(f.profile().factors())
        .isEqualTo(SGD.stepUser(fresh, step.direction(), step.error()));
  }

  @Test
  void refusal_whileTheNextSampleIsOut_isNotTheAnswerToIt() {
    take(f, 1, "i1");
    sampled(f, "n1");
    ItemEntity.Pull first = f.pull(1);
    answer(first, false);
    f.items.expectMessageClass(UserFixture.ToItem.class);
    f.observed(1, Outcome.LEARNED);
    take(f, 2, "i2");
    IndexPartition.Sample sample = f.index.receiveMessage();
    first.replyTo().tell(new ItemEntity.Refused(record(2))); // of a pull that it has not sent
    answer(sample, "n1");
    answer(f.pull(2), false);
    f.items.expectMessageClass(UserFixture.ToItem.class);
    f.observed(2, Outcome.LEARNED);
  }

  @Test
  void observe_typeWithoutInterest_isPulledAtOnce() {
    f.user.tell(f.observe(1, "i1", "dislike", null, 1, null));
    ItemEntity.Pull pull = f.pull(1);
    assertThat(pull.others()).isEqualTo(FactorVector.of());
    f.index.expectNoMessage(Duration.ZERO);
    pull.replyTo().tell(new ItemEntity.Gradient(record(1), 0f, ITEM));
    f.observed(1, Outcome.LEARNED);
    assertThat(f.profile().factors().vector()).isEqualTo(fresh.vector());
  }
}
