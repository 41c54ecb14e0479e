package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PopularityTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Popularity daily = new Popularity(Duration.ofDays(1));

  private record Event(Instant at, double weight) {}

  @Test
  void add_anyOrder_isTheSameHeat() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<Event> events = events(random);
      double heat = heat(events);
      Collections.shuffle(events, random);
      assertThat(heat(events)).isCloseTo(heat, within(1e-9));
    }
  }

  @Test
  void add_manyEvents_isTheDecayedSum() {
    List<Event> events = events(new Random(5));
    Instant now = START.plus(Duration.ofDays(40));
    double sum = 0;
    for (Event event : events) {
      double age = Duration.between(event.at(), now).toMillis() / 86_400_000.0;
      sum += event.weight() * Math.pow(0.5, age);
    }
    assertThat(daily.eventsAt(heat(events), now)).isCloseTo(sum, within(1e-6 * sum));
  }

  @Test
  void eventsAt_oneHalfLifeLater_isHalf() {
    double heat = daily.add(Popularity.NONE, START, 1);

    assertThat(daily.eventsAt(heat, START)).isCloseTo(1, within(1e-9));
    assertThat(daily.eventsAt(heat, START.plus(Duration.ofDays(1)))).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void eventsAt_withoutEvents_isZero() {
    assertThat(daily.eventsAt(Popularity.NONE, START)).isZero();
  }

  @Test
  void add_weightZero_keepsTheHeat() {
    double heat = daily.add(Popularity.NONE, START, 1);

    assertThat(daily.add(heat, START, 0)).isEqualTo(heat);
    assertThat(daily.add(Popularity.NONE, START, 0)).isEqualTo(Popularity.NONE);
  }

  @Test
  void add_manyYearsApart_doesNotOverflow() {
    Popularity brief = new Popularity(Duration.ofSeconds(1));

    double heat = brief.add(brief.add(Popularity.NONE, Instant.EPOCH, 1), START, 1);

    assertThat(brief.eventsAt(heat, START)).isCloseTo(1, within(1e-6));
  }

  @Test
  void popularity_halfLifeZero_isRefused() {
    assertThatThrownBy(() -> new Popularity(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("half-life must be above 0");
  }

  private double heat(List<Event> events) {
    double heat = Popularity.NONE;
    for (Event event : events) {
      heat = daily.add(heat, event.at(), event.weight());
    }
    return heat;
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      Duration after = Duration.ofSeconds(random.nextInt(30 * 86_400));
      events.add(new Event(START.plus(after), 0.1 + random.nextDouble()));
    }
    return events;
  }
}
