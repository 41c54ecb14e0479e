package tandem.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.app.dataset.RatingScale;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;

final class RatingMapTest {

  private static final RatingScale TEN = new RatingScale(0, 10);
  private static final RatingScale STARS = new RatingScale(1, 5);

  @ParameterizedTest
  @CsvSource({"0, 1", "2.5, 2", "5, 3", "10, 5"})
  void apply_rating_isLinearBetweenTheEnds(double given, double expected) {
    assertThat(new RatingMap(TEN, STARS).apply(event(given))).isEqualTo(event(expected));
  }

  @Test
  void apply_eventWithoutValue_staysAsItIs() {
    assertThat(new RatingMap(TEN, STARS).apply(event(null))).isEqualTo(event(null));
  }

  @Test
  void apply_sameScale_keepsTheRatingToTheBit() {
    RatingScale odd = new RatingScale(0.1, 0.7);

    assertThat(new RatingMap(odd, new RatingScale(0.1, 0.7)).apply(event(0.3)))
        .isEqualTo(event(0.3));
  }

  private static Interaction event(@Nullable Double value) {
    return new Interaction(
        new UserId("u"), new ItemId("i"), "rating", value, Instant.ofEpochSecond(5), "id");
  }
}
