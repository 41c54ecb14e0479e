package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

class RepetitionsTest {

  private static final int WINDOW = 2;

  private final UserState fresh =
      UserState.fresh(new Factors(FactorVector.of(0f), 0f, 0f, 0), WINDOW);
  private final Repetitions repetitions = new Repetitions(fresh);

  private static UserStep step(String item, long timestamp) {
    Delivery delivery = new Delivery(new RecordId(0, 0, timestamp), 0);
    return new UserStep(delivery, new ItemId(item), "view", null, timestamp, null, 0f);
  }

  private static UserState after(UserState state, UserStep... steps) {
    return state.apply(new UserEvent.Learned(List.of(steps), List.of(), state.factors(), 0f));
  }

  private void takeNew(UserStep... steps) {
    for (UserStep step : steps) {
      assertThat(repetitions.isRepeated(step, fresh)).as("%s", step).isFalse();
    }
  }

  @Test
  void isRepeated_withinTheWindow_isRecognisedBeforeItIsJournaled() {
    takeNew(step("a", 1), step("a", 2));
    assertThat(repetitions.isRepeated(step("a", 1), fresh)).isTrue();
    takeNew(step("b", 3));
    assertThat(repetitions.isRepeated(step("a", 1), fresh)).isFalse();
  }

  @Test
  void isRepeated_newestOfAnItemPastTheWindow_isRecognisedJournaledOrNot() {
    takeNew(step("a", 1), step("b", 2), step("c", 3), step("d", 4));
    assertThat(repetitions.isRepeated(step("a", 1), fresh)).isTrue();
    UserState durable = after(fresh, step("a", 1));
    repetitions.journaled(step("a", 1));
    assertThat(repetitions.isRepeated(step("a", 1), durable)).isTrue();
  }

  @Test
  void isRepeated_notTheNewestOfItsItem_isTheSameJournaledOrNot() {
    UserState durable = after(fresh, step("a", 1));
    repetitions.reset(durable);
    takeNew(step("a", 2), step("b", 3), step("c", 4));
    assertThat(repetitions.isRepeated(step("a", 1), durable)).isFalse();
  }

  @Test
  void forget_takenAfterwards_isAllThatIsKnown() {
    takeNew(step("a", 1), step("b", 2));
    repetitions.forget();
    repetitions.take(step("b", 2));
    assertThat(repetitions.isRepeated(step("b", 2), fresh)).isTrue();
    takeNew(step("a", 1));
  }

  @Test
  void reset_afterALostWrite_forgetsWhatIsNotJournaled() {
    takeNew(step("a", 1), step("b", 2));
    UserState durable = after(fresh, step("a", 1));
    repetitions.reset(durable);
    assertThat(repetitions.isRepeated(step("b", 2), durable)).isFalse();
    assertThat(repetitions.isRepeated(step("a", 1), durable)).isTrue();
  }

  @Test
  void giveBack_takenLast_isNoRepetitionAndLeavesTheOthers() {
    takeNew(step("a", 1), step("a", 2));
    repetitions.giveBack(step("a", 2));
    assertThat(repetitions.isRepeated(step("a", 1), fresh)).isTrue();
    takeNew(step("a", 2));
    repetitions.giveBack(step("a", 2));
    takeNew(step("b", 3), step("c", 4)); // past the window
    assertThat(repetitions.isRepeated(step("a", 1), fresh)).isTrue();
  }

  @Test
  void giveBack_theOneBeforeWasJournaledMeanwhile_isFoundInTheJournal() {
    takeNew(step("a", 1), step("a", 2));
    UserState durable = after(fresh, step("a", 1));
    repetitions.journaled(step("a", 1));
    repetitions.giveBack(step("a", 2));
    durable = after(durable, step("a", 5));
    assertThat(repetitions.isRepeated(step("a", 5), durable)).isTrue();
  }
}
