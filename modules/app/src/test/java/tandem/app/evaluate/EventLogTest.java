package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.evaluate.Events.event;

import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.InteractionRules;

class EventLogTest {

  @Test
  void of_unsorted_isSortedAndTiesKeepTheirOrder() {
    EventLog log =
        EventLog.of(
            List.of(
                event("late", "x", 1.0, 9),
                event("first", "y", 2.0, 3),
                event("second", "x", 3.0, 3),
                event("first", "x", 4.0, 3)));

    assertThat(List.of(log.event(0), log.event(1), log.event(2), log.event(3)))
        .extracting(e -> e.value())
        .containsExactly(2.0, 3.0, 4.0, 1.0);
  }

  @Test
  void of_events_numbersUsersAndItemsAsTheyAppear() {
    EventLog log =
        EventLog.of(
            List.of(event("b", "y", 1.0, 1), event("a", "x", 1.0, 2), event("b", "x", 1.0, 3)));

    assertThat(log.userCount()).isEqualTo(2);
    assertThat(log.itemCount()).isEqualTo(2);
    assertThat(log.userId(log.user(2))).isEqualTo(new UserId("b"));
    assertThat(log.user(2)).isEqualTo(0);
    assertThat(log.itemId(1)).isEqualTo(new ItemId("x"));
    assertThat(log.item(2)).isEqualTo(1);
  }

  @Test
  void firstOfEachPair_repeatsAndWeakOnes_areLeftOut() {
    EventLog log =
        EventLog.of(
            List.of(
                event("a", "x", 2.0, 1),
                event("a", "x", 5.0, 2),
                event("a", "x", 5.0, 3),
                event("b", "x", 4.0, 4)));

    EventLog positive = log.firstOfEachPair(e -> e.value() != null && e.value() >= 4);

    assertThat(positive.size()).isEqualTo(2);
    assertThat(positive.event(0).timestamp().getEpochSecond()).isEqualTo(2);
    assertThat(positive.userId(1)).isEqualTo(new UserId("b"));
  }

  @Test
  void positives_repeatsThatCount_areThoseOfAnotherTime() {
    EventLog log =
        EventLog.of(
            List.of(
                event("a", "x", 5.0, 1),
                event("a", "x", 5.0, 1),
                event("b", "x", 5.0, 1),
                event("a", "x", 1.0, 2),
                event("a", "x", 5.0, 3)));

    assertThat(log.positives(InteractionRules.defaults()).size()).isEqualTo(2);
    EventLog again = log.with(Repeats.MISSED).positives(InteractionRules.defaults());
    assertThat(again.size()).isEqualTo(3);
    assertThat(again.repeats()).isEqualTo(Repeats.MISSED);
    assertThat(again.event(2).timestamp().getEpochSecond()).isEqualTo(3);
  }
}
