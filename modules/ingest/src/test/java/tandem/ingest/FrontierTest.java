package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tandem.ingest.Frontier.Entry;
import tandem.ingest.Frontier.Progress;

final class FrontierTest {

  private final Frontier<String> frontier = new Frontier<>(Progress.NONE);

  private Entry<String> begin(long offset) {
    return frontier.begin(offset, Double.NaN, "record " + offset);
  }

  @Test
  void progress_nothingBegun_isWhereItStarted() {
    Progress start = new Progress(41, 3, 9.5);
    assertThat(new Frontier<String>(start).progress()).isEqualTo(start);
    assertThat(new Frontier<String>(start).passed()).isNull();
  }

  @Test
  void settle_lowestRecord_movesPastIt() {
    frontier.settle(begin(0));
    assertThat(frontier.value()).isEqualTo(1);
    assertThat(frontier.passed()).isEqualTo("record 0");
  }

  @Test
  void settle_aboveAnOpenRecord_movesNothing() {
    begin(0);
    frontier.settle(begin(1));
    assertThat(frontier.value()).isZero();
    assertThat(frontier.passed()).isNull();
  }

  @Test
  void settle_lastGap_passesAllSettledAboveIt() {
    Entry<String> first = begin(0);
    frontier.settle(begin(1));
    frontier.settle(begin(2));
    begin(3);
    frontier.settle(first);
    assertThat(frontier.value()).isEqualTo(3);
    assertThat(frontier.passed()).isEqualTo("record 2");
  }

  @Test
  void settle_offsetsWithGaps_waitsForNoOffsetThatIsNotThere() {
    Entry<String> five = begin(5);
    Entry<String> nine = begin(9);
    frontier.settle(nine);
    assertThat(frontier.value()).isZero();
    frontier.settle(five);
    assertThat(frontier.value()).isEqualTo(10);
  }

  @Test
  void settle_sameRecordTwice_movesOnce() {
    Entry<String> first = begin(0);
    begin(1);
    frontier.settle(first);
    frontier.settle(first);
    assertThat(frontier.progress()).isEqualTo(new Progress(1, 0, 0.0));
  }

  @Test
  void begin_offsetThatIsOpen_isRefused() {
    begin(4);
    assertThatThrownBy(() -> begin(4)).hasMessage("offset 4 was begun before");
  }

  @Test
  void begin_offsetBelowAnOpenOne_isRefused() {
    begin(4);
    assertThatThrownBy(() -> begin(3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void begin_offsetBelowTheFrontier_isRefused() {
    frontier.settle(begin(4));
    assertThatThrownBy(() -> begin(4)).isInstanceOf(IllegalArgumentException.class);
    assertThat(begin(5)).isNotNull();
  }

  @Test
  void settle_ratings_countsThoseBelowTheFrontierOnly() {
    Entry<String> first = frontier.begin(0, 4.5, "a");
    frontier.settle(frontier.begin(1, 2.0, "b"));
    frontier.begin(2, 1.0, "c");
    assertThat(frontier.progress()).isEqualTo(Progress.NONE);
    frontier.settle(first);
    assertThat(frontier.progress()).isEqualTo(new Progress(2, 2, 6.5));
  }

  @Test
  void settle_recordWithoutRating_addsNothingToTheSum() {
    Frontier<String> restored = new Frontier<>(new Progress(7, 1, 3.0));
    restored.settle(restored.begin(7, Double.NaN, "view"));
    restored.settle(restored.begin(8, 5.0, "rating"));
    assertThat(restored.progress()).isEqualTo(new Progress(9, 2, 8.0));
  }

  @Test
  void settle_randomOrderAndGaps_isWhatASortedSetSays() {
    for (long seed = 0; seed < 100; seed++) {
      compareWithSortedSet(seed);
    }
  }

  /** The reference keeps the open offsets and all settled ratings, and looks through them. */
  private static void compareWithSortedSet(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long start = random.nextInt(1_000);
    Frontier<Long> tested = new Frontier<>(new Progress(start, 0, 0.0));
    TreeSet<Long> open = new TreeSet<>();
    TreeSet<Long> begun = new TreeSet<>();
    List<Entry<Long>> entries = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    long next = start;
    for (int step = 0; step < 200; step++) {
      if (entries.isEmpty() || random.nextInt(2) == 0) {
        next += random.nextInt(4) == 0 ? random.nextInt(5) : 0;
        entries.add(tested.begin(next, next % 3 == 0 ? next : Double.NaN, next));
        offsets.add(next);
        open.add(next);
        begun.add(next++);
      } else {
        int chosen = random.nextInt(entries.size());
        tested.settle(entries.remove(chosen));
        open.remove(offsets.remove(chosen));
      }
      var passed = open.isEmpty() ? begun : begun.headSet(open.first());
      assertThat(tested.progress())
          .as("seed %d, step %d", seed, step)
          .isEqualTo(expected(start, passed));
      assertThat(tested.passed())
          .as("seed %d, step %d", seed, step)
          .isEqualTo(passed.isEmpty() ? null : passed.last());
    }
  }

  private static Progress expected(long start, Iterable<Long> passed) {
    long frontier = start;
    long ratings = 0;
    double sum = 0;
    for (long offset : passed) {
      frontier = offset + 1;
      ratings += offset % 3 == 0 ? 1 : 0;
      sum += offset % 3 == 0 ? offset : 0;
    }
    return new Progress(frontier, ratings, sum);
  }
}
