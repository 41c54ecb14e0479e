package tandem.entity.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.protocol.journal.ItemEvent;

/** The pairwise objective at the item that was taken. */
class ItemPairsTest {

  private static final EntityKit KIT = new EntityKit();
  private static final Sgd SGD =
      new Sgd(
          ModelSettings.preference().withFactors(4).withNegatives(2, NegativeSource.RECENT, true));
  private static final Target TAKEN = new Target(1f, 0.5f);
  private static final FactorVector SCORES = FactorVector.of(0.5f, -1f);

  private final ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS, SGD);
  private final Factors fresh = SGD.freshItem(f.id);

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private ItemEntity.Pull pull(long offset, FactorVector others) {
    ItemEntity.Pull pull = f.pull(offset);
    return new ItemEntity.Pull(
        pull.delivery(),
        pull.user(),
        pull.factors(),
        0f,
        TAKEN,
        pull.timestamp(),
        pull.popularity(),
        pull.appended(),
        pull.recent(),
        false,
        others,
        pull.replyTo());
  }

  private static float error(Factors item, FactorVector others) {
    return SGD.error(TAKEN, 0f, ItemFixture.USER, item, others);
  }

  @Test
  void pull_withScores_stepsByTheErrorOfThePairs() {
    f.item.tell(pull(1, SCORES));
    f.moved();
    ItemEntity.Gradient gradient = f.gradient(1);
    float error = error(fresh, SCORES);
    assertThat(gradient)
        .isEqualTo(
            new ItemEntity.Gradient(gradient.id(), error, fresh.vector(), false, fresh.bias()));
    assertThat(error).isBetween(0.1f, 1f);
    assertThat(last()).isEqualTo(SGD.stepItem(fresh, ItemFixture.USER.vector(), error));
  }

  @Test
  void pull_withoutScores_countsOnly() {
    f.item.tell(pull(1, FactorVector.of()));
    f.moved();
    assertThat(f.gradient(1).error()).isZero();
    assertThat(last().vector()).isEqualTo(fresh.vector());
    assertThat(last().count()).isOne();
  }

  /** As from a user that died before its own step was journaled, and has drawn other negatives. */
  @Test
  void pull_againWithOtherScores_isAnsweredForTheseAndMovesNothing() {
    f.item.tell(pull(1, SCORES));
    f.moved();
    f.gradient(1);
    Factors stepped = last();
    FactorVector others = FactorVector.of(2f);
    f.item.tell(pull(1, others));
    ItemEntity.Gradient again = f.gradient(1);
    assertThat(again.error()).isEqualTo(error(stepped, others));
    assertThat(again.bias()).isEqualTo(stepped.bias()).isNotZero();
    f.item.tell(pull(2, others));
    f.moved();
    assertThat(f.gradient(2).item()).isEqualTo(stepped.vector());
    assertThat(f.journaledOffsets()).isEqualTo(List.of(1L, 2L));
  }

  private Factors last() {
    List<ItemEvent> events = KIT.events(f.id);
    return ((ItemEvent.Learned) events.get(events.size() - 1)).factors();
  }
}
