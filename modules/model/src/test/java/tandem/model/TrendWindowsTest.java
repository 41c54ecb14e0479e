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
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendWindowsTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final TrendWindows windows = new TrendWindows(List.of(DAY, HOUR));

  private double count(Recency item, Duration window, Instant at) {
    return windows.eventsAt(window, item.heatOf(TrendWindows.minutes(window)), at);
  }

  private Recency after(List<Instant> events) {
    Recency item = Recency.FRESH;
    for (Instant at : events) {
      item = windows.add(item, at, 1);
    }
    return item;
  }

  @Test
  void add_anyOrder_countsEachEventByItsAge() {
    Random random = new Random(7);
    for (int round = 0; round < 100; round++) {
      List<Instant> events = new ArrayList<>();
      double hour = 0;
      double day = 0;
      for (int n = 0; n < 50; n++) {
        int age = random.nextInt(3 * 86_400);
        events.add(NOW.minusSeconds(age));
        hour += Math.pow(0.5, age / 900.0);
        day += Math.pow(0.5, age / 21_600.0);
      }
      Recency item = after(events);
      assertThat(count(item, HOUR, NOW)).isCloseTo(hour, within(1e-8 * Math.max(1e-3, hour)));
      assertThat(count(item, DAY, NOW)).isCloseTo(day, within(1e-8 * day));
      Collections.shuffle(events, random);
      assertThat(after(events).since()).isEqualTo(item.since());
    }
  }

  /** What was popular for months and is so no more, against what a tenth as many take now. */
  @Test
  void eventsAt_popularForMonthsBeforeTheWindow_isBelowWhatIsTakenNow() {
    Recency past = Recency.FRESH;
    for (int hours = 90 * 24; hours >= 24; hours--) {
      past = windows.add(past, NOW.minus(Duration.ofHours(hours)), 100);
    }
    Recency present = Recency.FRESH;
    for (int hours = 23; hours >= 0; hours--) {
      present = windows.add(present, NOW.minus(Duration.ofHours(hours)), 10);
    }
    assertThat(count(past, DAY, NOW)).isLessThan(count(present, DAY, NOW));
    assertThat(count(past, HOUR, NOW)).isLessThan(1e-20);
  }

  @Test
  void eventsAt_takenEvenly_isMostlyOfTheWindow() {
    Recency all = Recency.FRESH;
    Recency within = Recency.FRESH;
    for (int minutes = 10_000; minutes > 0; minutes--) {
      Instant at = NOW.minus(Duration.ofMinutes(minutes));
      all = windows.add(all, at, 1);
      within = minutes <= 1440 ? windows.add(within, at, 1) : within;
    }
    assertThat(count(within, DAY, NOW) / count(all, DAY, NOW)).isCloseTo(0.9375, within(1e-3));
  }

  /** A million events, each added to the logarithm of a sum: 20 years from the epoch on. */
  @Test
  void add_millionEvents_keepsSixDigits() {
    TrendWindows minute = new TrendWindows(List.of(Duration.ofMinutes(1)));
    Recency item = Recency.FRESH;
    for (int n = 0; n < 1_000_000; n++) {
      item = minute.add(item, NOW, 1);
    }
    assertThat(minute.eventsAt(Duration.ofMinutes(1), item.heat(0), NOW))
        .isCloseTo(1e6, within(10.0));
  }

  @Test
  void add_weightZero_onlyDatesTheItem() {
    Recency item = windows.add(Recency.FRESH, NOW, 0);
    assertThat(item).isEqualTo(Recency.FRESH.metAt(NOW.getEpochSecond()));
    assertThat(item.size()).isZero();
    assertThat(count(item, DAY, NOW)).isZero();
  }

  @Test
  void add_otherWindowsThanBefore_goesOnWithThoseThatThereAre() {
    Recency item = after(List.of(NOW.minus(HOUR)));
    TrendWindows others = new TrendWindows(List.of(Duration.ofDays(7), HOUR));

    Recency later = others.add(item, NOW, 1);

    assertThat(later.size()).isEqualTo(2);
    assertThat(later.heatOf(TrendWindows.minutes(HOUR)))
        .isEqualTo(windows.add(item, NOW, 1).heatOf(TrendWindows.minutes(HOUR)));
    assertThat(others.eventsAt(Duration.ofDays(7), later.heatOf(7 * 24 * 60), NOW))
        .isCloseTo(1, within(1e-9)); // what was before is not counted, and not taken for a day's
    assertThat(later.heatOf(TrendWindows.minutes(DAY))).isEqualTo(Popularity.NONE);
    assertThatThrownBy(() -> others.eventsAt(DAY, 0, NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void since_anyOrder_isTheEarliest() {
    assertThat(Recency.FRESH.isDated()).isFalse();
    assertThat(Recency.UNKNOWN.isDated()).isFalse();
    assertThat(Recency.FRESH.metAt(20).metAt(10).metAt(15).since()).isEqualTo(10);
    assertThat(Recency.UNKNOWN.metAt(20)).isEqualTo(Recency.UNKNOWN);
    assertThat(Recency.FRESH.metAt(-5).since()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT59S", "PT90S", "PT1M0.5S", "PT8785H", "-PT1H"})
  void windows_notWholeMinutesOfAYear_areRefused(String wrong) {
    List<Duration> one = List.of(Duration.parse(wrong));
    assertThatThrownBy(() -> new TrendWindows(one)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void add_noWindows_onlyDatesTheItem() {
    TrendWindows none = new TrendWindows(List.of());
    assertThat(none.add(Recency.FRESH, NOW, 1))
        .isEqualTo(Recency.FRESH.metAt(NOW.getEpochSecond()));
    Recency item = none.add(after(List.of(NOW)), NOW.plusSeconds(5), 1);
    assertThat(item).isEqualTo(Recency.FRESH.metAt(NOW.getEpochSecond()));
    assertThat(none.add(item, NOW.plusSeconds(9), 1)).isSameAs(item);
  }

  @Test
  void windows_nineOrOneTwice_areRefused() {
    List<Duration> nine = LongStream.rangeClosed(1, 9).mapToObj(Duration::ofHours).toList();
    assertThatThrownBy(() -> new TrendWindows(nine)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TrendWindows(List.of(DAY, Duration.ofHours(24))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
