package tandem.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;

class RepetitionsTest {

  private final Repetitions repetitions = new Repetitions(1);

  @Test
  void isNew_sameEventAgain_isNot() {
    assertThat(repetitions.isNew(event("a", "x", 1, null))).isTrue();

    assertThat(repetitions.isNew(event("a", "x", 1, null))).isFalse();
    assertThat(repetitions.isNew(event("a", "x", 2, null))).isTrue();
    assertThat(repetitions.isNew(event("b", "x", 1, null))).isTrue();
  }

  @Test
  void isNew_outsideTheWindow_isKnownAsTheNewestOfItsItem() {
    assertThat(repetitions.isNew(event("a", "x", 1, null))).isTrue();
    assertThat(repetitions.isNew(event("a", "y", 2, null))).isTrue();

    assertThat(repetitions.isNew(event("a", "x", 1, null))).isFalse();
  }

  @Test
  void isNew_sameEventId_isNotWhateverElseDiffers() {
    assertThat(repetitions.isNew(event("a", "x", 1, "e"))).isTrue();

    assertThat(repetitions.isNew(event("a", "y", 2, "e"))).isFalse();
  }

  @Test
  void period_holdsItsStartAndNotItsEnd() {
    Instant start = Instant.ofEpochSecond(10);
    Period period = new Period(Optional.of(start), Optional.of(start.plusSeconds(5)));

    assertThat(period.contains(start)).isTrue();
    assertThat(period.contains(start.minusMillis(1))).isFalse();
    assertThat(period.contains(start.plusMillis(4_999))).isTrue();
    assertThat(period.contains(start.plusSeconds(5))).isFalse();
  }

  private static Interaction event(String user, String item, long second, @Nullable String id) {
    return new Interaction(
        new UserId(user), new ItemId(item), "view", null, Instant.ofEpochSecond(second), id);
  }
}
