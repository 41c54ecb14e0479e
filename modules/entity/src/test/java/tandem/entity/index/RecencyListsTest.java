package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.entity.item.ItemState;
import tandem.model.CooccurrenceChange;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Popularity;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;

/** Lists by what happened lately and by time, against plain sorting of the states themselves. */
class RecencyListsTest {

  private static final int[] WINDOWS = {60, 1_440, 10_080};
  private static final Instant AT = Instant.parse("2026-11-29T12:00:00Z");
  private static final Sgd SGD = new Sgd(ModelSettings.rating().withFactors(2));

  private final Map<ItemId, ItemState> states = new LinkedHashMap<>();

  private static ItemState fresh(ItemId id) {
    return ItemState.fresh(SGD.freshItem(id));
  }

  /** With windows that are configured by and by. */
  private static Recency recency(Random random, int step, long since) {
    int[] windows =
        Arrays.stream(WINDOWS)
            .filter(w -> random.nextBoolean() && (w != 10_080 || step > 1_000))
            .toArray();
    double[] heats = new double[windows.length];
    Arrays.setAll(heats, w -> random.nextInt(40));
    return Recency.of(since, windows, heats);
  }

  private static ItemEvent event(Random random, int step, ItemState state) {
    long since = Math.min(state.recency().since(), 1_600_000_000L + random.nextInt(50));
    return switch (random.nextInt(8)) {
      case 0 -> new ItemEvent.Described(described(random), since);
      case 1 -> new ItemEvent.Removed(since);
      case 2 -> new ItemEvent.Described(described(random)); // of an earlier version
      case 3 -> {
        ItemSnapshot base = (ItemSnapshot) ItemState.snapshots().toJournal(state);
        yield new ItemEvent.Based(base, Accounted.NOTHING);
      }
      default -> {
        Factors factors = new Factors(FactorVector.of(1, random.nextFloat()), 0, 0, step);
        yield new ItemEvent.Learned(
            List.of(), factors, step, recency(random, step, since), CooccurrenceChange.NONE);
      }
    };
  }

  private static ItemDescription described(Random random) {
    Instant from =
        random.nextInt(3) == 0 ? Instant.ofEpochSecond(1_600_000_000L + random.nextInt(50)) : null;
    return new ItemDescription("", List.of(), false, Attributes.NONE, new Availability(from, null));
  }

  /** Of each item the newest event of each kind, as the journal behind the index is read. */
  private IndexContents contents(long seed) {
    Random random = new Random(seed);
    IndexContents contents = new IndexContents(SGD);
    Map<ItemId, List<ItemEvent>> journals = new LinkedHashMap<>();
    for (int step = 0; step < 2_000; step++) {
      ItemId id = new ItemId("i" + random.nextInt(300));
      List<ItemEvent> journal = journals.computeIfAbsent(id, none -> new ArrayList<>());
      ItemState state = states.getOrDefault(id, fresh(id));
      ItemEvent event = event(random, step, state);
      journal.add(event);
      states.put(id, state.apply(event));
    }
    journals.forEach(
        (id, journal) ->
            newestOfEachKind(journal).forEach(n -> contents.apply(id, n + 1, journal.get(n))));
    return contents;
  }

  private static List<Integer> newestOfEachKind(List<ItemEvent> journal) {
    Map<Class<?>, Integer> newest = new HashMap<>();
    for (int n = 0; n < journal.size(); n++) {
      newest.put(journal.get(n).getClass(), n);
    }
    return newest.values().stream().sorted().toList();
  }

  private static double trend(ItemState state, int window) {
    return state.recency().heatOf(window);
  }

  private static double since(ItemState state) {
    Instant from = state.description().availability().from();
    long second = state.recency().since();
    return from != null ? from.toEpochMilli() : second == Long.MAX_VALUE ? 0 : second * 1_000.0;
  }

  private List<ItemId> sorted(java.util.function.ToDoubleFunction<ItemState> score, int k) {
    return states.entrySet().stream()
        .filter(entry -> !entry.getValue().removed())
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<ItemId, ItemState> entry) -> -score.applyAsDouble(entry.getValue()))
                .thenComparing(Map.Entry::getKey))
        .limit(k)
        .map(Map.Entry::getKey)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void topK_randomJournals_isWhatSortingTheStatesGives(long seed) {
    IndexContents contents = contents(seed);
    for (int k : new int[] {1, 10, 1_000}) {
      for (int window : WINDOWS) {
        assertThat(contents.topK(IndexQuery.byTrend(window), k, Set.of(), AT))
            .extracting(Hit::item)
            .isEqualTo(sorted(state -> trend(state, window), k));
      }
      assertThat(contents.topK(IndexQuery.byTime(), k, Set.of(), AT))
          .extracting(Hit::item)
          .isEqualTo(sorted(RecencyListsTest::since, k));
    }
    assertThat(contents.topK(IndexQuery.byTrend(7), 5, Set.of(), AT)) // nobody has such a window
        .extracting(Hit::score)
        .containsOnly(Popularity.NONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void find_randomJournals_isTheRowOfTheState(long seed) {
    IndexContents contents = contents(seed);
    states.forEach(
        (id, state) -> {
          IndexedItem row = contents.find(id).orElseThrow();
          assertThat(row).isEqualTo(IndexedItem.of(id, row.sequence(), state));
        });
  }

  @Test
  void find_anySince_isWhatWasKept() {
    IndexContents contents = new IndexContents(SGD);
    ItemId id = new ItemId("i");
    long sequence = 1;
    for (long since : new long[] {0, 1, 1L << 31, (1L << 32) - 2, Long.MAX_VALUE}) {
      ItemEvent.Learned learned =
          new ItemEvent.Learned(
              List.of(),
              fresh(id).factors(),
              Popularity.NONE,
              Recency.FRESH.metAt(since),
              CooccurrenceChange.NONE);
      contents.apply(id, sequence++, learned);
      assertThat(contents.known(id).recency()).isEqualTo(learned.recency());
    }
  }

  @Test
  void topK_byTime_saysSinceWhenWhereThatIsKnown() {
    IndexContents contents = new IndexContents(SGD);
    contents.apply(new ItemId("old"), 1, new ItemEvent.Described(ItemDescription.NONE));
    contents.apply(new ItemId("new"), 1, new ItemEvent.Described(ItemDescription.NONE, 1_000));

    assertThat(contents.topK(IndexQuery.byTime(), 5, Set.of(), AT))
        .containsExactly(
            new Hit(
                new ItemId("new"), 1_000_000, "", List.of(), null, Instant.ofEpochSecond(1_000)),
            new Hit(new ItemId("old"), 0, "", List.of()));
    assertThat(contents.topK(IndexQuery.byHeat(), 5, Set.of(), AT))
        .extracting(Hit::since)
        .containsOnlyNulls();
  }
}
