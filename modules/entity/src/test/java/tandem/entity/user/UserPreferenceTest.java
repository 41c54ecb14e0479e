package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.user.UserFixture.ITEM;
import static tandem.entity.user.UserFixture.answer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
import tandem.model.Sgd;
import tandem.protocol.ItemDescription;

/** The objective PREFERENCE: sampled negatives. */
class UserPreferenceTest {

  private static final EntityKit KIT = new EntityKit();
  private static final Sgd SGD = new Sgd(ModelSettings.preference().withFactors(4));
  private static final FactorVector NEGATIVE = FactorVector.of(0.5f, 0.5f, -1f, 2f);

  private final UserFixture f = new UserFixture(KIT, EntityKit.SETTINGS, SGD);
  private final Factors fresh = SGD.freshUser(f.id);

  @AfterEach
  void openGate() {
    KIT.gate().open();
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private static IndexedItem negative(String id) {
    return new IndexedItem(new ItemId(id), 1, NEGATIVE, 0.25f, 1.0, 3, ItemDescription.NONE, false);
  }

  private void take(long offset, String item) {
    f.user.tell(f.observe(offset, item, "purchase", null, offset, null));
  }

  private void sampled(String... items) {
    IndexPartition.Sample sample = f.index.receiveMessage();
    assertThat(sample.count()).isEqualTo(SGD.settings().negatives());
    sample
        .replyTo()
        .tell(
            new IndexPartition.Sampled(
                0, Arrays.stream(items).map(UserPreferenceTest::negative).toList(), 1));
  }

  private ItemEntity.Repel repelled(String item) {
    UserFixture.ToItem sent = f.items.expectMessageClass(UserFixture.ToItem.class);
    assertThat(sent.item()).isEqualTo(new ItemId(item));
    return (ItemEntity.Repel) sent.command();
  }

  @Test
  void gradient_withSample_repelsUserAndItems() {
    take(1, "i1");
    ItemEntity.Pull pull = f.pull(1);
    sampled("n1", "n2");
    answer(pull, 0.5f);
    Factors expected = SGD.stepUser(fresh, ITEM, 0.5f);
    for (String item : List.of("n1", "n2")) {
      float error = SGD.negativeError(expected, new Factors(NEGATIVE, 0.25f, 0f, 3));
      assertThat(repelled(item)).isEqualTo(new ItemEntity.Repel(expected.vector(), error));
      expected = SGD.repelUser(expected, NEGATIVE, error);
    }
    f.observed(1, Outcome.LEARNED);
    assertThat(f.profile().factors()).isEqualTo(expected);
  }

  @Test
  void gradient_sampleThatIsReady_isNotAskedFor() {
    f.ready.add(new IndexPartition.Sampled(0, List.of(negative("n1")), 1));
    take(1, "i1");
    ItemEntity.Pull pull = f.pull(1);
    answer(pull, 0.5f);
    Factors stepped = SGD.stepUser(fresh, ITEM, 0.5f);
    float error = SGD.negativeError(stepped, new Factors(NEGATIVE, 0.25f, 0f, 3));
    assertThat(repelled("n1")).isEqualTo(new ItemEntity.Repel(stepped.vector(), error));
    f.observed(1, Outcome.LEARNED);
    assertThat(f.profile().factors()).isEqualTo(SGD.repelUser(stepped, NEGATIVE, error));
    take(2, "i2"); // the one that was ready is gone: the first that asks
    answer(f.pull(2), 0.5f);
    sampled();
    f.observed(2, Outcome.LEARNED);
  }

  @Test
  void gradient_sampleOfSeenOrTakenItems_repelsTheOthersOnly() {
    take(1, "seen");
    ItemEntity.Pull pull = f.pull(1);
    sampled();
    answer(pull, 0.5f);
    f.observed(1, Outcome.LEARNED);
    KIT.gate().hold();
    take(2, "unwritten");
    take(3, "taken");
    take(4, "next");
    pull = f.pull(2);
    sampled();
    answer(pull, 0.5f);
    pull = f.pull(3);
    sampled("seen", "unwritten", "taken", "next", "other");
    answer(pull, 0.5f);
    repelled("next"); // what waits in the queue is not looked through
    repelled("other");
    f.pull(4);
    KIT.gate().open();
  }

  @Test
  void gradient_beforeTheSample_isNotHeldUp() {
    take(1, "i1");
    answer(f.pull(1), 0.5f);
    f.observed(1, Outcome.LEARNED);
    assertThat(f.profile().factors()).isEqualTo(SGD.stepUser(fresh, ITEM, 0.5f));
  }

  @Test
  void observe_typeWithoutInterest_asksForNoSample() {
    f.user.tell(f.observe(1, "i1", "dislike", null, 1, null));
    answer(f.pull(1), 0f);
    f.observed(1, Outcome.LEARNED);
    f.index.expectNoMessage(Duration.ZERO);
  }

  @Test
  void observe_objectiveRating_asksForNoSample() {
    UserFixture rating = new UserFixture(KIT, EntityKit.SETTINGS);
    rating.learn(1, "i1");
    rating.index.expectNoMessage(Duration.ZERO);
  }
}
