package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;
import tandem.ranking.Candidates;
import tandem.ranking.Penalties;

class ShortlistsTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final int ITEMS = 3_000;
  private static final int FACTORS = 7;
  private static final List<ItemId> IDS =
      IntStream.range(0, 2 * ITEMS).mapToObj(n -> new ItemId("i" + n)).toList();

  private final Map<ItemId, ItemDescription> known = new HashMap<>();
  private final Shortlists shortlists = new Shortlists(taker -> known.forEach(taker));

  private void describe(ItemId id, ItemDescription description) {
    ItemDescription before = known.getOrDefault(id, ItemDescription.NONE);
    known.put(id, description);
    shortlists.described(id, before, description, known.size());
  }

  /** The same object each time, as the index holds it. */
  private static ItemId id(int n) {
    return IDS.get(n);
  }

  private static AttributeValue.Text text(String text) {
    return new AttributeValue.Text(text);
  }

  /** From one that most have to those that few have. */
  private static String word(Random random) {
    return "w" + (int) Math.pow(3_000, random.nextDouble());
  }

  private static AttributeValue value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new AttributeValue.Numeric(random.nextInt(500));
      case 1 -> new AttributeValue.TextList(List.of(word(random), word(random)));
      case 2 -> new AttributeValue.Flag(random.nextBoolean());
      default -> text(word(random));
    };
  }

  private static ItemDescription description(Random random) {
    if (random.nextInt(10) == 0) {
      return ItemDescription.NONE;
    }
    List<String> categories = new ArrayList<>();
    for (int c = random.nextInt(4); c > 0; c--) {
      categories.add(word(random)); // one may come twice
    }
    Map<String, AttributeValue> attributes = new HashMap<>();
    for (int a = random.nextInt(3); a > 0; a--) {
      attributes.put("a" + random.nextInt(2), value(random));
    }
    Availability availability =
        random.nextInt(5) == 0
            ? new Availability(null, NOW.plusSeconds(random.nextInt(3) - 1))
            : Availability.ALWAYS;
    return new ItemDescription(
        "", categories, random.nextInt(20) == 0, Attributes.of(attributes), availability);
  }

  private static Filter filter(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 4)) {
      case 0, 1 ->
          new Filter.Category(
              random.nextInt(9) == 0 ? List.of() : List.of(word(random), word(random)));
      case 2 -> new Filter.Attribute("a0", List.of(value(random), value(random)));
      case 3 ->
          new Filter.Comparison(
              "a1", Filter.Side.BELOW, new AttributeValue.Numeric(random.nextInt(500)));
      case 4, 5 -> new Filter.AllOf(List.of(filter(random, depth - 1), filter(random, depth - 1)));
      case 6 -> new Filter.AnyOf(List.of(filter(random, depth - 1), filter(random, depth - 1)));
      default -> new Filter.Not(filter(random, depth - 1));
    };
  }

  /** Admits the same, but can't be looked up. */
  private static Filter scanned(Filter filter) {
    return new Filter.Not(new Filter.Not(filter));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void of_anyFilterWhileDescriptionsChange_hasAllThatItAdmits(long seed) {
    Random random = new Random(seed);
    int narrow = 0;
    for (int step = 0; step < 12_000; step++) {
      describe(id(random.nextInt(ITEMS)), description(random));
      if (step % 10 == 0) {
        Filter filter = filter(random, 3);
        Candidates<ItemId> candidates = shortlists.of(filter, known.size());
        narrow += candidates.all() ? 0 : 1;
        assertThat(candidates.items().size()).isLessThanOrEqualTo(known.size() / Shortlists.COST);
        Set<ItemId> those = new HashSet<>(candidates.items());
        known.forEach(
            (id, description) ->
                assertThat(candidates.all() || those.contains(id) || !filter.admits(description))
                    .isTrue());
      }
    }
    assertThat(narrow).isBetween(200, 1_100);
  }

  @Test
  void of_keyThatManyHadAndFewHave_isFewAgain() {
    ItemDescription wide = new ItemDescription("", List.of("wide"), false);
    for (int i = 0; i < ITEMS; i++) {
      describe(id(i), wide);
    }
    Filter filter = new Filter.Category(List.of("wide"));
    assertThat(shortlists.of(filter, ITEMS).all()).isTrue();

    for (int i = 3; i < ITEMS; i++) {
      describe(id(i), ItemDescription.NONE);
    }
    assertThat(shortlists.of(filter, ITEMS).items()).containsExactlyInAnyOrder(id(0), id(1), id(2));
    describe(id(3), wide);
    describe(id(0), ItemDescription.NONE);
    assertThat(shortlists.of(filter, ITEMS).items()).containsExactlyInAnyOrder(id(1), id(2), id(3));
  }

  @Test
  void of_severalTests_isOfTheOneWithTheFewestItems() {
    for (int i = 0; i < ITEMS; i++) {
      List<String> categories =
          i % 100 == 0 ? List.of("half" + i % 2, "few") : List.of("half" + i % 2);
      describe(id(i), new ItemDescription("", categories, false));
    }
    Filter half = new Filter.Category(List.of("half0"));
    Filter few = new Filter.Category(List.of("few"));
    Filter nothing = new Filter.Category(List.of("nothing"));

    assertThat(shortlists.of(half, ITEMS).all()).isTrue();
    assertThat(shortlists.of(half.and(few), ITEMS).items()).hasSize(ITEMS / 100);
    assertThat(shortlists.of(new Filter.AnyOf(List.of(half, few)), ITEMS).all()).isTrue();
    assertThat(shortlists.of(new Filter.AnyOf(List.of(nothing, few)), ITEMS).items())
        .hasSize(ITEMS / 100);
    assertThat(shortlists.of(few.and(nothing), ITEMS)).isEqualTo(Candidates.of(List.of()));
    assertThat(shortlists.of(new Filter.Not(few), ITEMS).all()).isTrue();
  }

  private static IndexedItem item(int n, long sequence, Random random) {
    float[] vector = new float[FACTORS];
    for (int f = 0; f < FACTORS; f++) {
      vector[f] = (float) random.nextGaussian();
    }
    return new IndexedItem(
        new ItemId("i" + n),
        sequence,
        FactorVector.wrap(vector),
        (float) random.nextGaussian(),
        random.nextInt(30),
        random.nextInt(3),
        description(random),
        random.nextInt(20) == 0);
  }

  private static IndexQuery query(Random random, Filter filter) {
    FactorVector vector = item(0, 1, random).vector();
    IndexQuery query =
        switch (random.nextInt(3)) {
          case 0 -> new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, vector);
          case 1 -> new IndexQuery(IndexQuery.Ranking.COSINE, vector);
          default -> IndexQuery.byHeat();
        };
    List<IndexQuery.Boost> boosts =
        random.nextBoolean()
            ? List.of()
            : List.of(new IndexQuery.Boost(filter(random, 1), random.nextGaussian()));
    return query.with(filter, boosts).withBonus(random.nextInt(2)).detailed(random.nextBoolean());
  }

  /** Some of them more than once, and some that are not there. */
  private static List<ItemId> ids(Random random) {
    return random.ints(random.nextInt(500), 0, 2 * ITEMS).mapToObj(ShortlistsTest::id).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void topK_filtersThatFewPass_areBitForBitTheScanned(long seed) {
    Random random = new Random(seed);
    IndexContents contents =
        new IndexContents(new Sgd(ModelSettings.rating().withFactors(FACTORS)));
    for (int step = 0; step < 15_000; step++) {
      contents.keep(item(random.nextInt(ITEMS), step + 1, random));
      if (step % 20 == 0) {
        Filter filter = filter(random, 2);
        IndexQuery query = query(random, filter);
        IndexQuery scanned = query.with(scanned(filter), query.boosts());
        int k = random.nextInt(20);
        List<ItemId> exclude = ids(random);
        Penalties<ItemId> none = Penalties.none();
        List<List<Hit>> both =
            contents.topK(
                List.of(
                    new IndexContents.Wanted(query, k, exclude, none, NOW),
                    new IndexContents.Wanted(scanned, k, exclude, none, NOW)));
        assertThat(both.get(0)).isEqualTo(both.get(1));
        assertThat(contents.topK(query, k, exclude, NOW)).isEqualTo(both.get(0));
      }
      contents.tidy();
    }
  }
}
