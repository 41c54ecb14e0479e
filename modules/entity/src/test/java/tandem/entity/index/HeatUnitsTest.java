package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.Popularity;
import tandem.model.Recency;

class HeatUnitsTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 60, 1_440, 10_080, 525_600})
  void rounded_eventsASecondApart_areStillInOrder(int minutes) {
    Popularity window = new Popularity(Duration.ofMinutes(minutes).dividedBy(4));
    double before = Double.NEGATIVE_INFINITY;
    for (int second = 0; second < 100; second++) {
      double heat = window.add(Popularity.NONE, NOW.plusSeconds(second), 1);
      Recency rounded = HeatUnits.rounded(Recency.of(1, new int[] {minutes}, new double[] {heat}));

      assertThat(rounded.heat(0)).isGreaterThan(before);
      before = rounded.heat(0);
      assertThat(rounded.heat(0)).isCloseTo(heat, within(0.5 / (minutes * 15)));
      assertThat(HeatUnits.rounded(rounded)).isSameAs(rounded);
    }
  }

  @Test
  void rounded_popularity_isToASecondOfAWeek() {
    Popularity week = new Popularity(Duration.ofDays(7));
    double first = week.add(Popularity.NONE, NOW, 1);
    double later = week.add(Popularity.NONE, NOW.plusSeconds(1), 1);

    assertThat(HeatUnits.rounded(later)).isGreaterThan(HeatUnits.rounded(first));
    assertThat(HeatUnits.rounded(first)).isCloseTo(first, within(0.5 * HeatUnits.HEAT));
    assertThat(HeatUnits.rounded(Popularity.NONE)).isEqualTo(Popularity.NONE);
  }
}
