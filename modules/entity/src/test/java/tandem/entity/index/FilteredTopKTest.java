package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.model.Cooccurrence;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;
import tandem.ranking.Penalties;

/**
 * Lists with filters and boosts against brute force: all items, each judged, boosted, sorted. The
 * numbers are such that float arithmetic is exact, so ties are ties.
 */
class FilteredTopKTest {

  private static final long SEED = 20261124;
  private static final int ITEMS = 2_600; // three blocks of the packed vectors
  private static final int QUERIES = 120;
  private static final int FACTORS = 3;
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final List<String> WORDS = List.of("a", "b", "c", "d");

  private static final List<Filter.Side> SIDES = List.of(Filter.Side.values());

  private final Random random = new Random(SEED);
  private final IndexContents contents =
      new IndexContents(new Sgd(ModelSettings.rating().withFactors(FACTORS)));

  private void fill() {
    for (int i = 0; i < ITEMS; i++) {
      contents.keep(
          new IndexedItem(
              new ItemId("i" + i),
              1,
              vector(),
              (random.nextInt(9) - 4) / 4f,
              random.nextInt(40) == 0 ? Double.NEGATIVE_INFINITY : random.nextInt(64) / 8.0,
              List.of(0L, 3L, 15L).get(random.nextInt(3)),
              description(),
              random.nextInt(50) == 0,
              recency(),
              Cooccurrence.NONE));
    }
  }

  private Recency recency() {
    long since = 1L + random.nextInt(64);
    return random.nextInt(40) == 0
        ? Recency.FRESH.metAt(since)
        : Recency.of(since, new int[] {60}, new double[] {random.nextInt(64) / 8.0});
  }

  /** Without filter and boosts. */
  private static IndexQuery plain(IndexQuery.Ranking ranking, FactorVector vector) {
    return ranking == IndexQuery.Ranking.TREND
        ? IndexQuery.byTrend(60)
        : new IndexQuery(ranking, vector);
  }

  private FactorVector vector() {
    float[] values = new float[FACTORS];
    for (int f = 0; f < FACTORS; f++) {
      values[f] = (random.nextInt(9) - 4) / 2f;
    }
    return FactorVector.of(values);
  }

  private ItemDescription description() {
    Map<String, AttributeValue> attributes = new HashMap<>();
    for (String name : WORDS) {
      if (random.nextBoolean()) {
        attributes.put(name, value());
      }
    }
    Availability availability =
        random.nextInt(4) > 0
            ? Availability.ALWAYS
            : new Availability(NOW.plusMillis(random.nextInt(3) - 1), null);
    return new ItemDescription(
        "", words(), random.nextInt(20) == 0, Attributes.of(attributes), availability);
  }

  private AttributeValue value() {
    return switch (random.nextInt(5)) {
      case 0 -> new AttributeValue.Text(word());
      case 1 -> new AttributeValue.Numeric(random.nextInt(8));
      case 2 -> new AttributeValue.Flag(random.nextBoolean());
      case 3 -> new AttributeValue.TextList(words());
      default -> new AttributeValue.Time(random.nextInt(8));
    };
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(WORDS);
    words.removeIf(word -> random.nextBoolean());
    return words;
  }

  private Filter filter(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 3)) {
      case 0 -> new Filter.Category(words());
      case 1 -> new Filter.Attribute(word(), List.of(value(), value()));
      case 2 -> new Filter.Comparison(word(), side(), bound());
      case 3 -> new Filter.Not(filter(depth - 1));
      case 4 -> new Filter.AllOf(List.of(filter(depth - 1), filter(depth - 1)));
      default -> new Filter.AnyOf(List.of(filter(depth - 1), filter(depth - 1)));
    };
  }

  private Filter.Side side() {
    return SIDES.get(random.nextInt(SIDES.size()));
  }

  private AttributeValue bound() {
    int at = random.nextInt(8);
    return random.nextBoolean() ? new AttributeValue.Numeric(at) : new AttributeValue.Time(at);
  }

  private List<IndexQuery.Boost> boosts() {
    List<IndexQuery.Boost> boosts = new ArrayList<>();
    for (int b = random.nextInt(4); b > 0; b--) {
      boosts.add(new IndexQuery.Boost(filter(1), (random.nextInt(17) - 8) / 4.0));
    }
    return boosts;
  }

  private Set<ItemId> exclude() {
    Set<ItemId> exclude = new HashSet<>();
    for (int e = random.nextInt(200); e > 0; e--) {
      exclude.add(new ItemId("i" + random.nextInt(ITEMS + 10)));
    }
    return exclude;
  }

  /** What the list must be, by the scores that all items have without filter and boosts. */
  private List<Hit> bruteForce(
      IndexQuery query, int k, Set<ItemId> exclude, Map<ItemId, Float> penalties) {
    IndexQuery plain = plain(query.ranking(), query.vector());
    List<Hit> best = new ArrayList<>();
    for (Hit hit : contents.topK(plain, ITEMS, Set.of(), NOW)) {
      IndexedItem known = contents.find(hit.item()).orElseThrow();
      ItemDescription item = known.description();
      if (query.filter().admits(item) && !exclude.contains(hit.item())) {
        double boost =
            query.boosts().stream()
                .filter(rule -> rule.filter().admits(item))
                .mapToDouble(IndexQuery.Boost::amount)
                .sum();
        boost += query.bonus() / Math.sqrt(known.events() + 1.0);
        double score = hit.score() + boost - penalties.getOrDefault(hit.item(), 0f);
        best.add(hit.withScore(score));
      }
    }
    best.sort(Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::item));
    return best.subList(0, Math.min(k, best.size()));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COOCCURRENCE") // CooccurrenceListsTest
  void topK_anyFilterAndBoosts_isTheBestOfThoseAdmitted(IndexQuery.Ranking ranking) {
    fill();
    int shortLists = 0;
    for (int q = 0; q < QUERIES; q++) {
      IndexQuery query =
          plain(ranking, vector())
              .with(filter(3), boosts())
              .withBonus(random.nextBoolean() ? 0 : 2);
      int k = random.nextInt(60);
      Set<ItemId> exclude = exclude();
      List<Hit> list = contents.topK(query, k, exclude, NOW);
      assertThat(list).as("query " + q).isEqualTo(bruteForce(query, k, exclude, Map.of()));
      shortLists += list.size() < k ? 1 : 0;
    }
    assertThat(shortLists).isPositive(); // some filters leave fewer than k
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COOCCURRENCE") // CooccurrenceListsTest
  void topK_penalties_isTheBestOfThoseAdmittedByWhatIsLeft(IndexQuery.Ranking ranking) {
    fill();
    int penalised = 0;
    for (int q = 0; q < QUERIES; q++) {
      IndexQuery query = plain(ranking, vector()).with(filter(2), boosts());
      int k = 1 + random.nextInt(60);
      Set<ItemId> exclude = exclude();
      Map<ItemId, Float> penalties = new HashMap<>();
      for (Hit hit : contents.topK(query, 2 * k, exclude, NOW)) {
        penalties.put(hit.item(), random.nextInt(20) / 4f);
      }
      exclude().forEach(item -> penalties.put(item, random.nextInt(20) / 4f));
      penalties.keySet().removeAll(exclude);
      List<Hit> list = topK(query, k, exclude, penalties);
      assertThat(list).as("query " + q).isEqualTo(bruteForce(query, k, exclude, penalties));
      penalised += (int) list.stream().filter(hit -> penalties.containsKey(hit.item())).count();
    }
    assertThat(penalised).isPositive();
  }

  private List<Hit> topK(
      IndexQuery query, int k, Set<ItemId> exclude, Map<ItemId, Float> penalties) {
    List<ItemId> items = List.copyOf(penalties.keySet());
    float[] amounts = new float[items.size()];
    for (int n = 0; n < amounts.length; n++) {
      amounts[n] = penalties.getOrDefault(items.get(n), 0f);
    }
    Penalties<ItemId> less = new Penalties<>(items, FactorVector.wrap(amounts));
    return contents.topK(List.of(new IndexContents.Wanted(query, k, exclude, less, NOW))).get(0);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COOCCURRENCE") // CooccurrenceListsTest
  void topK_boosted_bringsInAnItemFromFarBelow(IndexQuery.Ranking ranking) {
    fill();
    IndexQuery plain = plain(ranking, FactorVector.of(1f, 1f, 1f));
    double far = ranking == IndexQuery.Ranking.LATEST ? 1e13 : 1_000; // that one is in milliseconds
    List<Hit> all = contents.topK(plain, ITEMS, Set.of(), NOW);
    for (int place = 1_000; place < 1_010; place++) {
      Hit low = all.get(place);
      ItemDescription same = contents.find(low.item()).orElseThrow().description();
      IndexedItem marked = marked(low.item(), same);
      contents.keep(marked);
      Filter only =
          new Filter.Attribute("marked", List.of(new AttributeValue.Text(low.item().value())));
      IndexQuery boosted =
          plain.with(Filter.everything(), List.of(new IndexQuery.Boost(only, far)));
      assertThat(contents.topK(boosted, 3, Set.of(), NOW).get(0).item()).isEqualTo(low.item());
      IndexQuery buried =
          plain.with(Filter.everything(), List.of(new IndexQuery.Boost(only, -far)));
      assertThat(contents.topK(buried, all.size() - 100, Set.of(), NOW))
          .extracting(Hit::item)
          .doesNotContain(low.item());
    }
  }

  private IndexedItem marked(ItemId id, ItemDescription description) {
    IndexedItem item = contents.find(id).orElseThrow();
    Map<String, AttributeValue> attributes = new HashMap<>(description.attributes().toMap());
    attributes.put("marked", new AttributeValue.Text(id.value()));
    return new IndexedItem(
        id,
        item.sequence() + 1,
        item.vector(),
        item.bias(),
        item.heat(),
        item.events(),
        new ItemDescription(
            description.title(),
            description.categories(),
            false,
            Attributes.of(attributes),
            description.availability()),
        false,
        item.recency(),
        Cooccurrence.NONE);
  }
}
