package tandem.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import tandem.protocol.Interaction;

final class ChangeTest {

  private static final Instant START = Instant.parse("2026-11-29T08:00:00Z");
  private static final Duration SPAN = Duration.ofMinutes(1);
  private static final int EVENTS = 20_000;
  private static final PopulationSettings SETTINGS =
      PopulationSettings.defaults(1).withSize(1_000, 1_000);

  @Test
  void next_withoutChange_givesTheEventsOfTheTimeBeforeThereWasAny() {
    Population demo = new Population(PopulationSettings.demo(1), START);
    CRC32 digest = new CRC32();
    for (int n = 0; n < 500; n++) {
      String event = demo.next(START.plusMillis(n)).toString();
      digest.update(event.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(digest.getValue()).isEqualTo(2_096_787_770L); // by the code of that time
  }

  @Test
  void next_newUsersAndItems_comeAsOftenAsAsked_andTheNumbersStay() {
    Population population = new Population(SETTINGS, new Change(1, 0.05, 0.02, 0, SPAN), START);
    List<Interaction> events = take(population);

    assertThat(newcomers(events.stream().map(event -> event.user().value())))
        .isCloseTo(EVENTS * 0.05, within(EVENTS * 0.01));
    assertThat(newcomers(events.stream().map(event -> event.item().value())))
        .isCloseTo(EVENTS * 0.02, within(EVENTS * 0.01));
    assertThat(population.users()).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(population.items()).hasSize(1_000).doesNotHaveDuplicates();
    // Who is there can be asked about, whoever came and left.
    population.users().forEach(user -> assertThat(population.best(user, 1)).hasSize(1));
  }

  /** Ids above those of the beginning. */
  private static double newcomers(Stream<String> ids) {
    return ids.filter(id -> Integer.parseInt(id.substring(1)) > 1_000).distinct().count();
  }

  @Test
  void next_sessions_bringAUserBackSoon() {
    PopulationSettings alike = SETTINGS.withSkew(0, 0);
    assertThat(meanSession(take(new Population(alike, START)))).isLessThan(1.8);
    Change sessions = new Change(5, 0, 0, 0, SPAN);
    assertThat(meanSession(take(new Population(alike, sessions, START)))).isBetween(4.5, 6.5);
  }

  /** How many events of a user follow each other within 400, which is some eight rounds. */
  private static double meanSession(List<Interaction> events) {
    Map<String, Integer> last = new HashMap<>();
    Set<Integer> begins = new HashSet<>();
    for (int n = 0; n < events.size(); n++) {
      Integer before = last.put(events.get(n).user().value(), n);
      if (before == null || n - before > 400) {
        begins.add(n);
      }
    }
    return (double) events.size() / begins.size();
  }

  @Test
  void trends_overTime_moveOn() {
    Trends trends = new Trends(1_000, SPAN, START);
    Set<Integer> now = drawn(trends, START);

    assertThat(now).hasSize(10);
    assertThat(drawn(trends, START.plus(SPAN))).hasSize(10).doesNotContainAnyElementsOf(now);
    assertThat(drawn(trends, START.plus(SPAN.dividedBy(2)))).containsAnyElementsOf(now);
  }

  @Test
  void next_trends_takeTheirShare() {
    Trends trends = new Trends(1_000, SPAN, START);
    Set<String> inFashion = new HashSet<>();
    drawn(trends, START).forEach(item -> inFashion.add("i" + (item + 1)));

    assertThat(share(events(Change.NONE), inFashion)).isLessThan(0.1);
    assertThat(share(events(new Change(1, 0, 0, 0.5, SPAN)), inFashion)).isGreaterThan(0.3);
  }

  private static double share(List<Interaction> events, Set<String> items) {
    List<Interaction> first = events.subList(0, 1_000); // within a second
    long hits = first.stream().filter(event -> items.contains(event.item().value())).count();
    return hits / 1_000.0;
  }

  private static Set<Integer> drawn(Trends trends, Instant at) {
    SplittableRandom random = new SplittableRandom(1);
    Set<Integer> items = new HashSet<>();
    for (int n = 0; n < 1_000; n++) {
      items.add(trends.sample(at, random));
    }
    return items;
  }

  private static List<Interaction> events(Change change) {
    return take(new Population(SETTINGS, change, START));
  }

  private static List<Interaction> take(Population population) {
    return Stream.iterate(0, n -> n + 1)
        .limit(EVENTS)
        .map(n -> population.next(START.plusMillis(n)))
        .toList();
  }
}
