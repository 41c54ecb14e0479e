package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.FactorVector;
import tandem.model.ItemId;

/**
 * Items as a model has them (few that are long or biased, many that are neither), moving from band
 * to band, and shared scans of them, against a plain scan in double precision.
 */
class ScanPropertyTest {

  private static final int STEPS = 40;
  private static final int FEW = 5; // factors

  /** What the factors of a vector are of the order of. */
  private static final float[] MAGNITUDES = {0f, 1e-30f, 0.01f, 0.1f, 1f, 30f, 1e8f};

  private final PlainItems plain = new PlainItems();
  private boolean hugeBiases;

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1023", "3, 1024", "4, 1025", "5, 2048", "6, 5000", "7, 12000"})
  void search_itemsOfAllLengths_isThePlainOne(long seed, int size) {
    Random random = new Random(seed);
    hugeBiases = seed % 2 == 0;
    int factors = 1 + random.nextInt(20);
    PackedItems<ItemId, Integer> packed = new PackedItems<>(factors);
    for (int i = 0; i < size; i++) {
      put(packed, id(i), vector(random, factors), bias(random), random);
    }
    for (int step = 0; step < STEPS; step++) {
      change(packed, random, size, factors);
      FactorVector query = vector(random, factors);
      int k = List.of(0, 1, 10, 100, size + 5).get(random.nextInt(5));
      Set<ItemId> exclude = ids(random, size);

      assertBest(query, k, exclude, packed.search(ListQuery.byInnerProduct(query, k, exclude)));
      assertSame(
          packed.search(ListQuery.byCosine(query, k, exclude)),
          plain.byCosine(query, k, exclude),
          2e-6);
      packed.tidy(random.nextInt(2 * size));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void search_wholeNumbersInAnyBand_isExactlyThePlainOne(long seed) {
    Random random = new Random(seed);
    int size = 3 * Block.SLOTS + random.nextInt(Block.SLOTS);
    PackedItems<ItemId, Integer> packed = new PackedItems<>(FEW);
    for (int round = 0; round < 6; round++) {
      int reach = 1 + random.nextInt(20); // of the numbers: the bands must follow
      for (int i = 0; i < size; i++) {
        put(packed, id(random.nextInt(size)), whole(random, reach), random.nextInt(4), random);
      }
      for (int q = 0; q < 40; q++) {
        packed.search(ListQuery.byInnerProduct(whole(random, reach), 1, Set.of()));
        packed.tidy(200);
      }
      FactorVector query = whole(random, reach);
      Set<ItemId> exclude = ids(random, size);
      assertThat(packed.search(ListQuery.byInnerProduct(query, 20, exclude)))
          .isEqualTo(plain.byInnerProduct(query, 20, exclude));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void search_manyQueriesAtOnce_areBitForBitAsEachAlone(long seed) {
    Random random = new Random(seed);
    int factors = 1 + random.nextInt(40);
    int size = 4_000;
    PackedItems<ItemId, Integer> packed = new PackedItems<>(factors);
    for (int i = 0; i < size; i++) {
      put(packed, id(i), vector(random, factors), bias(random), random);
    }
    for (int count : new int[] {0, 1, 2, 3, 17}) {
      List<ListQuery<ItemId, Integer>> queries = new ArrayList<>();
      for (int q = 0; q < count; q++) {
        queries.add(query(random, factors, size));
      }
      List<List<Scored<ItemId>>> together = packed.search(queries);
      assertThat(together).hasSize(count);
      for (int q = 0; q < count; q++) {
        assertThat(packed.search(queries.get(q))).isEqualTo(together.get(q));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 50, 100_000})
  void search_predicate_isThePlainListWithoutTheOthers(int selectivity) {
    Random random = new Random(selectivity);
    int size = 5_000;
    PackedItems<ItemId, Integer> packed = new PackedItems<>(FEW);
    for (int i = 0; i < size; i++) {
      put(packed, id(i), whole(random, 9), random.nextInt(4), random);
    }
    Predicate<Integer> admissible = note -> note % selectivity == 0;
    Set<ItemId> others = new HashSet<>();
    packed.forEach(
        item -> {
          if (!admissible.test(item.note())) {
            others.add(item.id());
          }
        });
    FactorVector query = whole(random, 9);

    assertThat(
            packed.search(
                ListQuery.<ItemId, Integer>byInnerProduct(query, 10, Set.of()).of(admissible)))
        .isEqualTo(plain.byInnerProduct(query, 10, others));
    assertThat(packed.search(ListQuery.<ItemId, Integer>byNumber(0, 10, Set.of()).of(admissible)))
        .isEqualTo(plain.byNumber(0, 10, others));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 7, -7, 1e6, 1e-9})
  void search_boosts_isThePlainListWithThem(double amount) {
    Random random = new Random(Double.hashCode(amount));
    int size = 5_000;
    PackedItems<ItemId, Integer> packed = new PackedItems<>(FEW);
    for (int i = 0; i < size; i++) {
      put(packed, id(i), whole(random, 9), random.nextInt(4), random);
    }
    ToDoubleFunction<Integer> boost = note -> note % 50 == 0 ? amount : note % 7 == 0 ? -1 : 0;
    Map<ItemId, Double> boosts = new HashMap<>();
    packed.forEach(item -> boosts.put(item.id(), boost.applyAsDouble(item.note())));
    FactorVector query = whole(random, 9);
    double most = Math.max(0, amount);
    Set<ItemId> exclude = ids(random, size);

    for (int k : new int[] {0, 1, 10, 100, size}) {
      assertThat(
              packed.search(
                  ListQuery.<ItemId, Integer>byInnerProduct(query, k, exclude)
                      .boosted(boost, most)))
          .isEqualTo(boosted(plain.byInnerProduct(query, size, exclude), boosts, k));
      assertThat(
              packed.search(
                  ListQuery.<ItemId, Integer>byNumber(0, k, exclude).boosted(boost, most)))
          .isEqualTo(boosted(plain.byNumber(0, size, exclude), boosts, k));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 3, 1e6})
  void search_penalties_isThePlainListWithoutThem(double most) {
    Random random = new Random(Double.hashCode(most));
    int size = 5_000;
    PackedItems<ItemId, Integer> packed = new PackedItems<>(FEW);
    for (int i = 0; i < size; i++) {
      put(packed, id(i), whole(random, 9), random.nextInt(4), random);
    }
    for (int k : new int[] {0, 1, 10, 100, size}) {
      FactorVector query = whole(random, 9);
      Set<ItemId> exclude = ids(random, size);
      Penalties<ItemId> less = penalties(random, plain.byInnerProduct(query, 300, exclude), most);
      Map<ItemId, Double> amounts = new HashMap<>();
      ToDoubleFunction<Integer> boost = note -> note % 7 == 0 ? 2 : 0;
      packed.forEach(item -> amounts.put(item.id(), boost.applyAsDouble(item.note())));
      for (int n = 0; n < less.items().size(); n++) {
        amounts.merge(less.items().get(n), (double) -less.amounts().get(n), Double::sum);
      }
      assertThat(
              packed.search(
                  ListQuery.<ItemId, Integer>byInnerProduct(query, k, exclude)
                      .boosted(boost, 2)
                      .less(less)))
          .isEqualTo(boosted(plain.byInnerProduct(query, size, exclude), amounts, k));
      assertThat(
              packed.search(
                  ListQuery.<ItemId, Integer>byNumber(0, k, exclude).boosted(boost, 2).less(less)))
          .isEqualTo(boosted(plain.byNumber(0, size, exclude), amounts, k));
    }
  }

  /** For the best, for some others, and for some that are not packed. */
  private static Penalties<ItemId> penalties(
      Random random, List<Scored<ItemId>> best, double most) {
    Set<ItemId> items = new LinkedHashSet<>();
    best.forEach(one -> items.add(one.item()));
    for (int n = 0; n < 300; n++) {
      items.add(id(random.nextInt(10_000)));
    }
    float[] amounts = new float[items.size()];
    for (int n = 0; n < amounts.length; n++) {
      amounts[n] = (float) (most * random.nextInt(9) / 4); // exact in the sums, as the scores are
    }
    return new Penalties<>(List.copyOf(items), FactorVector.wrap(amounts));
  }

  private static List<Scored<ItemId>> boosted(
      List<Scored<ItemId>> all, Map<ItemId, Double> boosts, int k) {
    return all.stream()
        .map(one -> new Scored<>(one.item(), one.score() + boosts.getOrDefault(one.item(), 0.0)))
        .sorted()
        .limit(k)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34})
  void search_ofSeveralParts_makesOneList(long seed) {
    Random random = new Random(seed);
    int size = 6_000;
    List<PackedItems<ItemId, Integer>> parts = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      parts.add(new PackedItems<>(FEW));
    }
    for (int i = 0; i < size; i++) {
      int part = i % 60 == 0 ? 0 : 1 + i % 3; // one of them is small
      put(parts.get(part), id(i), whole(random, 3), random.nextInt(4), random);
    }
    ToDoubleFunction<Integer> boost = note -> note % 7 == 0 ? 2 : 0;
    Map<ItemId, Double> amounts = new HashMap<>();
    parts.forEach(
        part -> part.forEach(item -> amounts.put(item.id(), boost.applyAsDouble(item.note()))));
    for (int k : new int[] {0, 1, 10, 150, 3_000}) {
      FactorVector vector = whole(random, 3);
      Set<ItemId> exclude = ids(random, size);
      SharedThreshold threshold = new SharedThreshold();
      List<List<Scored<ItemId>>> lists = new ArrayList<>();
      for (PackedItems<ItemId, Integer> part : parts) {
        ListQuery<ItemId, Integer> query = ListQuery.byInnerProduct(vector, k, exclude);
        lists.add(part.search(query.boosted(boost, 2).sharing(threshold)));
      }
      assertThat(Merge.merge(lists, Comparator.naturalOrder(), k))
          .isEqualTo(boosted(plain.byInnerProduct(vector, size, exclude), amounts, k));
    }
  }

  private void change(PackedItems<ItemId, Integer> packed, Random random, int size, int factors) {
    for (int i = 0; i < size / 20; i++) {
      ItemId id = id(random.nextInt(size));
      if (random.nextInt(3) == 0) {
        assertThat(packed.remove(id)).isEqualTo(plain.entries.remove(id) != null);
      } else {
        put(packed, id, vector(random, factors), bias(random), random);
      }
    }
    assertThat(packed.size()).isEqualTo(plain.entries.size());
  }

  private void put(
      PackedItems<ItemId, Integer> packed,
      ItemId id,
      FactorVector vector,
      float bias,
      Random random) {
    Numbers numbers = Numbers.of(random.nextInt(50));
    packed.put(new PackedItem<>(id, vector, bias, numbers, random.nextInt(1_000_000)));
    plain.entries.put(id, new PlainItems.Entry(vector, bias, numbers));
  }

  private static ListQuery<ItemId, Integer> query(Random random, int factors, int size) {
    FactorVector vector = vector(random, factors);
    int k = random.nextInt(30);
    ListQuery<ItemId, Integer> query =
        switch (random.nextInt(3)) {
          case 0 -> ListQuery.byInnerProduct(vector, k, ids(random, size));
          case 1 -> ListQuery.byCosine(vector, k, ids(random, size));
          default -> ListQuery.byNumber(0, k, ids(random, size));
        };
    int divisor = 1 + random.nextInt(5);
    return query.of(note -> note % divisor == 0);
  }

  /** Scores are right, and no item that is not in the list has more than its last one. */
  private void assertBest(
      FactorVector query, int k, Set<ItemId> exclude, List<Scored<ItemId>> list) {
    Map<ItemId, Double> listed = new HashMap<>();
    list.forEach(scored -> listed.put(scored.item(), scored.score()));
    long admissible = plain.entries.keySet().stream().filter(id -> !exclude.contains(id)).count();
    assertThat(list).hasSize((int) Math.min(k, admissible)).isSorted();
    double last = list.isEmpty() ? Double.POSITIVE_INFINITY : list.get(list.size() - 1).score();
    plain.entries.forEach(
        (id, entry) -> {
          double exact = entry.bias() + PlainItems.dot(query, entry.vector());
          double error = error(query, entry);
          if (listed.containsKey(id)) {
            assertThat(listed.get(id)).isCloseTo(exact, within(error));
          } else if (!exclude.contains(id)) {
            assertThat(exact).isLessThanOrEqualTo(last + error);
          }
        });
    assertThat(listed.keySet()).noneMatch(exclude::contains);
  }

  /** What a sum of floats may err by. */
  private static double error(FactorVector query, PlainItems.Entry entry) {
    FactorVector vector = entry.vector();
    double product = Math.sqrt(PlainItems.dot(query, query) * PlainItems.dot(vector, vector));
    return 2e-6 * (Math.abs(entry.bias()) + product) + 1e-37;
  }

  private static void assertSame(
      List<Scored<ItemId>> actual, List<Scored<ItemId>> expected, double error) {
    assertThat(actual).hasSameSizeAs(expected).isSorted().doesNotHaveDuplicates();
    for (int rank = 0; rank < actual.size(); rank++) {
      assertThat(actual.get(rank).score()).isCloseTo(expected.get(rank).score(), within(error));
    }
  }

  private float bias(Random random) {
    return hugeBiases && random.nextInt(8) == 0 ? 1e9f : (float) random.nextGaussian();
  }

  private static FactorVector vector(Random random, int factors) {
    float magnitude = MAGNITUDES[random.nextInt(MAGNITUDES.length)];
    float[] vector = new float[factors];
    for (int f = 0; f < factors; f++) {
      vector[f] = (float) Math.max(-9, Math.min(9, random.nextGaussian())) * magnitude;
    }
    return FactorVector.wrap(vector);
  }

  private static FactorVector whole(Random random, int reach) {
    float[] vector = new float[FEW];
    for (int f = 0; f < vector.length; f++) {
      vector[f] = random.nextInt(2 * reach + 1) - reach;
    }
    return FactorVector.wrap(vector);
  }

  private static Set<ItemId> ids(Random random, int size) {
    Set<ItemId> ids = new HashSet<>();
    int wanted = random.nextInt(3) * random.nextInt(Math.min(size, 500) + 1);
    for (int i = 0; i < wanted; i++) {
      ids.add(id(random.nextInt(size * 2)));
    }
    return ids;
  }

  private static ItemId id(int n) {
    return new ItemId("i" + n);
  }
}
