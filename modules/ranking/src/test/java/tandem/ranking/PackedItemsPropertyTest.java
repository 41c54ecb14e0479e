package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.FactorVector;
import tandem.model.ItemId;

/** Random inserts, overwrites and removals, against a plain scan in double precision. */
class PackedItemsPropertyTest {

  private static final int IDS = 5_000;
  private static final int STEPS = 12_000;
  private static final int QUERIES = 12;
  private static final int MOST_NUMBERS = 4;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void lists_wholeNumbersWithManyTies_areExactlyThePlainOnes(long seed) {
    Random random = new Random(seed);
    int factors = 1 + random.nextInt(11);
    Supplier<FactorVector> vectors = () -> vector(factors, () -> random.nextInt(7) - 3f);
    PackedItems<ItemId, Integer> packed = new PackedItems<>(factors);
    PlainItems plain = churned(packed, random, vectors);

    assertThat(packed.size()).isEqualTo(plain.entries.size()).isGreaterThan(2 * Block.SLOTS);
    for (int i = 0; i < QUERIES; i++) {
      FactorVector query = vectors.get();
      int k = random.nextInt(40);
      Set<ItemId> exclude = someIds(random);
      assertThat(packed.search(ListQuery.byInnerProduct(query, k, exclude)))
          .isEqualTo(plain.byInnerProduct(query, k, exclude));
      for (int n = 0; n <= MOST_NUMBERS; n++) { // the last one no item has
        assertThat(packed.search(ListQuery.byNumber(n, k, exclude)))
            .isEqualTo(plain.byNumber(n, k, exclude));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void lists_gaussianVectors_arePlainOnesWithinFloatError(long seed) {
    Random random = new Random(seed);
    int factors = 1 + random.nextInt(70);
    Supplier<FactorVector> vectors = () -> vector(factors, () -> (float) random.nextGaussian());
    PackedItems<ItemId, Integer> packed = new PackedItems<>(factors);
    PlainItems plain = churned(packed, random, vectors);

    for (int i = 0; i < QUERIES; i++) {
      FactorVector query = vectors.get();
      int k = random.nextInt(200);
      Set<ItemId> exclude = someIds(random);
      int all = plain.entries.size();
      assertSame(
          packed.search(ListQuery.byInnerProduct(query, k, exclude)),
          plain.byInnerProduct(query, k, exclude),
          plain.byInnerProduct(query, all, exclude),
          1e-6 * factors * 10);
      assertSame(
          packed.search(ListQuery.byCosine(query, k, exclude)),
          plain.byCosine(query, k, exclude),
          plain.byCosine(query, all, exclude),
          2e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void find_afterChurn_isWhatWasPutLast(long seed) {
    Random random = new Random(seed);
    PackedItems<ItemId, Integer> packed = new PackedItems<>(3);
    PlainItems plain =
        churned(packed, random, () -> vector(3, () -> (float) random.nextGaussian()));

    for (int i = 0; i < IDS; i++) {
      ItemId id = id(i);
      PlainItems.Entry entry = plain.entries.get(id);
      assertThat(packed.contains(id)).isEqualTo(entry != null);
      assertThat(packed.find(id).map(PackedItem::vector).orElse(null))
          .isEqualTo(entry == null ? null : entry.vector());
      assertThat(packed.find(id).map(PackedItem::numbers).orElse(null))
          .isEqualTo(entry == null ? null : entry.numbers());
    }
  }

  /** Each rank has the expected score, and each item the score that it is listed with. */
  private static void assertSame(
      List<Scored<ItemId>> actual,
      List<Scored<ItemId>> expected,
      List<Scored<ItemId>> all,
      double error) {
    Map<ItemId, Double> scores = new HashMap<>();
    all.forEach(scored -> scores.put(scored.item(), scored.score()));
    assertThat(actual).hasSameSizeAs(expected).doesNotHaveDuplicates().isSorted();
    for (int rank = 0; rank < actual.size(); rank++) {
      Scored<ItemId> scored = actual.get(rank);
      assertThat(scored.score()).isCloseTo(expected.get(rank).score(), within(error));
      assertThat(scores).containsKey(scored.item());
      assertThat(scored.score()).isCloseTo(scores.get(scored.item()), within(error));
    }
  }

  private static PlainItems churned(
      PackedItems<ItemId, Integer> packed, Random random, Supplier<FactorVector> vectors) {
    PlainItems plain = new PlainItems();
    for (int i = 0; i < STEPS; i++) {
      ItemId id = id(random.nextInt(IDS));
      if (random.nextInt(4) == 0) {
        assertThat(packed.remove(id)).isEqualTo(plain.entries.remove(id) != null);
      } else {
        PlainItems.Entry entry =
            new PlainItems.Entry(vectors.get(), random.nextInt(5) - 2f, numbers(random, i));
        packed.put(new PackedItem<>(id, entry.vector(), entry.bias(), entry.numbers(), i));
        plain.entries.put(id, entry);
      }
    }
    return plain;
  }

  /** Later items may have more of them, as after a change of what is kept. */
  private static Numbers numbers(Random random, int step) {
    double[] numbers = new double[random.nextInt(1 + Math.min(MOST_NUMBERS, 1 + step / 4_000))];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] = random.nextInt(5) == 0 ? Double.NEGATIVE_INFINITY : random.nextInt(50);
    }
    return Numbers.of(numbers);
  }

  private static Set<ItemId> someIds(Random random) {
    Set<ItemId> ids = new HashSet<>();
    int wanted = random.nextInt(3) * random.nextInt(500);
    for (int i = 0; i < wanted; i++) {
      ids.add(id(random.nextInt(IDS * 2)));
    }
    return ids;
  }

  private static FactorVector vector(int factors, Supplier<Float> values) {
    float[] vector = new float[factors];
    for (int f = 0; f < factors; f++) {
      vector[f] = values.get();
    }
    return FactorVector.wrap(vector);
  }

  private static ItemId id(int n) {
    return new ItemId("i" + n);
  }
}
