package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CooccurrenceTest {

  private static final double STEADY = 1e12; // events: nothing fades
  private static final CooccurrenceSettings SETTINGS = new CooccurrenceSettings(3, 1, 4, STEADY);

  @Test
  void add_recentItems_weighsThemByPosition() {
    Cooccurrence row = Cooccurrence.NONE.add(ids("b", "a"), SETTINGS).add(ids("a"), SETTINGS);

    assertThat(cells(row)).isEqualTo(Map.of("a", 1.5f, "b", 1f));
    assertThat(row.size()).isEqualTo(2);
    assertThat(row.weightOf(new ItemId("a"))).isEqualTo(1.5f);
    assertThat(row.weightOf(new ItemId("c"))).isZero();
  }

  @Test
  void add_moreThanTravel_countsTheNewest() {
    Cooccurrence row = Cooccurrence.NONE.add(ids("d", "c", "b", "a"), SETTINGS);

    assertThat(cells(row).keySet()).containsExactlyInAnyOrder("d", "c", "b");
  }

  @Test
  void add_nothing_isTheSameRow() {
    Cooccurrence row = Cooccurrence.NONE.add(ids("a"), SETTINGS);

    assertThat(row.add(List.of(), SETTINGS)).isSameAs(row);
    assertThat(row.add(ids("b"), new CooccurrenceSettings(0, 1, 4, STEADY))).isSameAs(row);
  }

  @Test
  void add_beyondTheBound_dropsTheLightest() {
    Cooccurrence row =
        Cooccurrence.NONE
            .add(ids("a", "b", "c"), SETTINGS)
            .add(ids("c", "d"), SETTINGS)
            .add(ids("e"), SETTINGS);

    // c had 1/4 and then 1, b and d 1/2 each: of equal ones the last id goes
    assertThat(cells(row)).isEqualTo(Map.of("a", 1f, "b", 0.5f, "c", 1.25f, "e", 1f));
  }

  @Test
  void add_inAnyOrder_isTheSameRowWhileThereIsRoom() {
    Cooccurrence one = Cooccurrence.NONE.add(ids("a", "b"), SETTINGS).add(ids("b"), SETTINGS);
    Cooccurrence other = Cooccurrence.NONE.add(ids("b"), SETTINGS).add(ids("a", "b"), SETTINGS);

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString("a 1.0 b 1.5");
    assertThat(one).isNotEqualTo(Cooccurrence.NONE);
  }

  @Test
  void score_recentItems_sumsWeightsByPosition() {
    Cooccurrence row = Cooccurrence.NONE.add(ids("b", "a"), SETTINGS);

    assertThat(row.score(ids("a", "x", "b"), SETTINGS)).isCloseTo(0.5 + 0.25, within(1e-9));
    assertThat(row.score(ids("x", "y", "z", "b"), SETTINGS)).isZero(); // b lies too far back
    assertThat(row.score(List.of(), SETTINGS)).isZero();
  }

  @Test
  void rows_ofRandomEvents_equalThoseOfPlainMaps() {
    SplittableRandom random = new SplittableRandom(1);
    for (int run = 0; run < 200; run++) {
      CooccurrenceSettings settings =
          new CooccurrenceSettings(1 + random.nextInt(5), 2, 1 + random.nextInt(12), STEADY);
      Cooccurrence row = Cooccurrence.NONE;
      Map<String, Float> plain = new HashMap<>();
      for (int event = 0; event < 60; event++) {
        List<ItemId> recent = someIds(random);
        row = row.add(recent, settings);
        addTo(plain, recent, settings);
        assertThat(cells(row)).isEqualTo(plain);
      }
      assertThat(Cooccurrence.of(row.toBytes())).isEqualTo(row);
    }
  }

  @Test
  void with_whatChangedSince_isTheLaterRow() {
    SplittableRandom random = new SplittableRandom(2);
    for (int run = 0; run < 300; run++) {
      List<Cooccurrence> rows = someRows(random, 20);
      for (int n = 1; n < rows.size(); n++) {
        CooccurrenceChange change = rows.get(n).since(rows.get(n - 1));
        assertThat(rows.get(n - 1).with(change)).isEqualTo(rows.get(n));
      }
    }
  }

  @Test
  void with_severalChangesAsOne_isTheLastRowFromAnyBetween() {
    SplittableRandom random = new SplittableRandom(3);
    for (int run = 0; run < 300; run++) {
      List<Cooccurrence> rows = someRows(random, 12);
      int first = random.nextInt(rows.size());
      CooccurrenceChange all = CooccurrenceChange.NONE;
      for (int n = first + 1; n < rows.size(); n++) {
        all = all.then(rows.get(n).since(rows.get(n - 1)));
      }
      for (int from = first; from < rows.size(); from++) {
        assertThat(rows.get(from).with(all)).isEqualTo(rows.get(rows.size() - 1));
      }
    }
  }

  @Test
  void then_manyChanges_haveNoMoreCellsThanTheRow() {
    CooccurrenceChange all = CooccurrenceChange.NONE;
    Cooccurrence row = Cooccurrence.NONE.add(ids("first"), SETTINGS);
    for (int event = 0; event < 50; event++) {
      Cooccurrence later = row.add(ids("a" + event, "b" + event), SETTINGS);
      all = all.then(later.since(row));
      row = later;
    }
    assertThat(all.whole()).isFalse();
    assertThat(all.cells().size()).isLessThanOrEqualTo(SETTINGS.bound());
  }

  @Test
  void then_aWholeRow_forgetsWhatWasBefore() {
    Cooccurrence row = Cooccurrence.NONE.add(ids("a", "b"), SETTINGS);
    Cooccurrence later = row.add(ids("c"), SETTINGS);
    CooccurrenceChange whole = CooccurrenceChange.to(row);

    assertThat(CooccurrenceChange.to(later).then(whole)).isEqualTo(whole);
    assertThat(whole.then(later.since(row))).isEqualTo(CooccurrenceChange.to(later));
    assertThat(whole.then(CooccurrenceChange.NONE)).isSameAs(whole);
    assertThat(later.with(whole)).isEqualTo(row);
    assertThat(later.with(CooccurrenceChange.to(Cooccurrence.NONE))).isEqualTo(Cooccurrence.NONE);
  }

  @Test
  void add_manyEvents_halvesWhatWasByTheItemsOwnEvents() {
    CooccurrenceSettings fading = new CooccurrenceSettings(3, 1, 4, 2);
    Cooccurrence row = Cooccurrence.NONE.add(ids("a"), fading);
    assertThat(row.weightOf(new ItemId("a"))).isCloseTo(1, within(1e-5f));

    row = row.add(ids("b"), fading).add(ids("b"), fading);
    assertThat(row.weightOf(new ItemId("a"))).isCloseTo(0.5f, within(1e-5f));
    assertThat(row.score(ids("a"), fading)).isCloseTo(0.5, within(1e-5));
    for (int event = 0; event < 1_000; event++) { // far beyond what a float holds
      row = row.add(ids("c"), fading);
    }
    assertThat(row.weightOf(new ItemId("c"))).isCloseTo(3.4142f, within(1e-3f));
    assertThat(row.weightOf(new ItemId("a"))).isBetween(0f, 1e-20f);
    assertThat(Cooccurrence.of(row.toBytes())).isEqualTo(row);
  }

  @Test
  void with_changeOfAnotherUnit_isTheLaterRow() {
    CooccurrenceSettings fading = new CooccurrenceSettings(3, 1, 2, 0.1);
    Cooccurrence row = Cooccurrence.NONE;
    Cooccurrence rebuilt = Cooccurrence.NONE;
    int whole = 0;
    for (int event = 0; event < 40; event++) { // the unit begins anew every fifth
      Cooccurrence next = row.add(ids("i" + event % 5, "j"), fading);
      CooccurrenceChange change = next.since(row);
      whole += change.whole() ? 1 : 0;
      rebuilt = rebuilt.with(change);
      row = next;
      assertThat(rebuilt).isEqualTo(row);
    }
    assertThat(whole).isBetween(2, 12);
  }

  @Test
  void since_oneMoreEvent_hasItsCellsOnly() {
    Cooccurrence before = Cooccurrence.NONE.add(ids("a", "b", "c"), SETTINGS);
    CooccurrenceChange change = before.add(ids("b"), SETTINGS).since(before);

    assertThat(change.cells()).hasToString("b 1.5");
    assertThat(change.kept()).isEqualTo(3);
    assertThat(change.whole()).isFalse();
    assertThat(before.since(before).changesNothing()).isTrue();
    assertThat(before.with(CooccurrenceChange.NONE)).isSameAs(before);
    assertThat(before.since(Cooccurrence.NONE).whole()).isTrue();
  }

  @Test
  void forEachDifference_anyTwoRows_leadsFromOneToTheOther() {
    SplittableRandom random = new SplittableRandom(4);
    for (int run = 0; run < 200; run++) {
      List<Cooccurrence> rows = someRows(random, 8);
      Cooccurrence one = rows.get(random.nextInt(rows.size()));
      Cooccurrence other = rows.get(random.nextInt(rows.size()));
      Map<Long, Float> keyed = keyed(one);
      List<Long> shown = new ArrayList<>();
      other.forEachDifference(
          one,
          (key, weight) -> {
            shown.add(key);
            if (weight == 0) {
              assertThat(keyed.remove(key)).isNotNull();
            } else {
              assertThat(Optional.ofNullable(keyed.put(key, weight)))
                  .isNotEqualTo(Optional.of(weight));
            }
          });
      assertThat(keyed).isEqualTo(keyed(other));
      assertThat(shown).doesNotHaveDuplicates();
    }
  }

  private static Map<Long, Float> keyed(Cooccurrence row) {
    Map<Long, Float> keyed = new HashMap<>();
    row.forEachDifference(Cooccurrence.NONE, keyed::put);
    return keyed;
  }

  @Test
  void of_damagedBytes_isRefused() {
    byte[] good = Cooccurrence.NONE.add(ids("ab", "c"), SETTINGS).toBytes();
    for (int length = 1; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      if (length != 4 && length != 11) { // no cell, and the first alone
        assertThatThrownBy(() -> Cooccurrence.of(cut)).isInstanceOf(RuntimeException.class);
      }
    }
    good[4] = -1;
    assertThatThrownBy(() -> Cooccurrence.of(good)).isInstanceOf(IllegalArgumentException.class);
    byte[] falling = {0, 0, 1, 1, 1, 'b', 0, 0, 1, 1, 1, 'a', 0, 0, 1, 1};
    assertThatThrownBy(() -> Cooccurrence.of(falling)).hasMessageContaining("no row");
    byte[] weightless = {0, 0, 1, 1, 1, 'b', 0, 0, 0, 0};
    assertThatThrownBy(() -> Cooccurrence.of(weightless)).hasMessageContaining("no row");
    assertThatThrownBy(() -> Cooccurrence.of(new byte[4])).hasMessageContaining("no row");
  }

  @Test
  void settings_thatMakeNoSense_areRefused() {
    assertThat(CooccurrenceSettings.defaults()).isEqualTo(new CooccurrenceSettings(8, 2, 64, 300));
    assertThat(CooccurrenceSettings.defaults().weight(2)).isEqualTo(0.5f);
    assertThatThrownBy(() -> new CooccurrenceSettings(21, 2, 4, 1)).hasMessageContaining("recent");
    assertThatThrownBy(() -> new CooccurrenceSettings(1, 0, 4, 1))
        .hasMessageContaining("half-life");
    assertThatThrownBy(() -> new CooccurrenceSettings(20, 0.1, 4, 1))
        .hasMessageContaining("too short for 20");
    assertThatThrownBy(() -> new CooccurrenceSettings(1, 2, 0, 1)).hasMessageContaining("bound");
    assertThatThrownBy(() -> new CooccurrenceSettings(1, 2, 1, 0))
        .hasMessageContaining("row-half-life");
  }

  private static List<Cooccurrence> someRows(SplittableRandom random, int writes) {
    CooccurrenceSettings settings =
        new CooccurrenceSettings(
            1 + random.nextInt(8), 2, 1 + random.nextInt(12), random.nextBoolean() ? 0.3 : 5);
    List<Cooccurrence> rows = new ArrayList<>(List.of(Cooccurrence.NONE));
    Cooccurrence row = Cooccurrence.NONE;
    for (int write = 0; write < writes; write++) {
      for (int step = random.nextInt(5); step >= 0; step--) {
        row = row.add(someIds(random), settings);
      }
      rows.add(row);
    }
    return rows;
  }

  private static void addTo(
      Map<String, Float> plain, List<ItemId> recent, CooccurrenceSettings settings) {
    for (int p = 0; p < Math.min(recent.size(), settings.recent()); p++) {
      plain.merge(recent.get(p).value(), settings.weight(p), Float::sum);
    }
    while (plain.size() > settings.bound()) {
      plain.remove(
          plain.entrySet().stream()
              .min(
                  Comparator.<Map.Entry<String, Float>, Float>comparing(Map.Entry::getValue)
                      .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
              .orElseThrow()
              .getKey());
    }
  }

  private static List<ItemId> someIds(SplittableRandom random) {
    List<ItemId> ids = new ArrayList<>();
    for (int n = random.nextInt(6); n > 0; n--) {
      ItemId id = new ItemId("i" + random.nextInt(30));
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static List<ItemId> ids(String... ids) {
    return Stream.of(ids).map(ItemId::new).toList();
  }

  private static Map<String, Float> cells(Cooccurrence row) {
    Map<String, Float> cells = new HashMap<>();
    row.forEach((id, weight) -> cells.put(id.value(), weight));
    return cells;
  }
}
