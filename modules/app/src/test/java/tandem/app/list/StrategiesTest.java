package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.http.ListOptions;
import tandem.http.UserStrategy;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.Recency;
import tandem.model.TrendWindows;
import tandem.model.UserId;
import tandem.model.content.ContentSpace;
import tandem.model.content.Terms;
import tandem.protocol.InteractionRules;
import tandem.protocol.ItemDescription;
import tandem.protocol.http.Strategy;
import tandem.ranking.PostingLists;

class StrategiesTest {

  private static final int FACTORS = 5;
  private static final CooccurrenceSettings COUNTED = CooccurrenceSettings.defaults();
  private static final List<ItemId> RECENT =
      List.of(new ItemId("a"), new ItemId("gone"), new ItemId("b"), new ItemId("c"));

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);

  private final Random random = new Random(7);

  private FactorVector vector() {
    float[] values = new float[FACTORS];
    for (int f = 0; f < FACTORS; f++) {
      values[f] = (float) random.nextGaussian();
    }
    return FactorVector.wrap(values);
  }

  private UserEntity.Profile user() {
    Factors factors = new Factors(vector(), 0.1f, 1f, 3);
    return new UserEntity.Profile(new UserId("u"), factors, 3.5f, RECENT, RECENT, 0, 0, 0);
  }

  private static IndexedItem item(String id, FactorVector vector, boolean removed) {
    return new IndexedItem(new ItemId(id), 1, vector, 0.1f, 0, 9, ItemDescription.NONE, removed);
  }

  private Map<ItemId, IndexedItem> known(String... ids) {
    Map<ItemId, IndexedItem> known = new HashMap<>();
    for (String id : ids) {
      known.put(new ItemId(id), item(id, vector(), false));
    }
    return known;
  }

  private static Strategies strategies(double factors, double neighbours, double popular) {
    return strategies(new BlendSettings(factors, neighbours, 0, popular, 0), Optional.empty());
  }

  private static Strategies strategies(BlendSettings blend, Optional<ContentSpace> space) {
    return new Strategies(
        new Answers(InteractionRules.defaults(), Objective.RATING),
        LiveBlend.fixed(blend),
        new Descriptions(() -> space, Objective.RATING, FACTORS),
        FACTORS,
        new Timely(new TrendWindows(List.of(Duration.ofHours(2), HOUR)), CLOCK),
        new Cooccurrences(COUNTED));
  }

  @Test
  void parts_cooccurrence_weighsInterestsByPositionAndHowOftenTheyAreTaken() {
    List<ItemId> interests = List.of(new ItemId("new"), new ItemId("old"));
    UserEntity.Profile user = interested(interests);
    IndexedItem often =
        new IndexedItem(
            new ItemId("old"), 1, FactorVector.of(1f), 0, 0, 8, ItemDescription.NONE, false);

    List<Blend.Part> parts =
        strategies(1, 1, 1).parts(UserStrategy.COOCCURRENCE, user, Map.of(often.id(), often));

    assertThat(names(parts)).containsExactly(Strategy.COOCCURRENCE);
    Question question = parts.get(0).question();
    assertThat(question.exclude()).containsExactlyInAnyOrderElementsOf(RECENT);
    assertThat(question.shown().applyAsDouble(3)).isEqualTo(8);
    assertThat(question.query().taken()).extracting(one -> one.item()).isEqualTo(interests);
    assertThat(question.query().taken().get(0).weight()).isEqualTo(1);
    assertThat(question.query().taken().get(1).weight())
        .isCloseTo(COUNTED.weight(1) / 3, within(1e-6));
  }

  @Test
  void parts_cooccurrence_givesHalfOfTheRowsOfWhatWasTaken() {
    ItemId taken = new ItemId("taken");
    ItemId before = new ItemId("before");
    IndexedItem known =
        new IndexedItem(
            taken,
            1,
            FactorVector.of(1f),
            0,
            0,
            3,
            ItemDescription.NONE,
            false,
            Recency.UNKNOWN,
            Cooccurrence.NONE.add(List.of(before), COUNTED));

    Question question =
        strategies(1, 1, 1)
            .parts(
                UserStrategy.COOCCURRENCE,
                interested(List.of(new ItemId("other"), taken)),
                Map.of(taken, known))
            .get(0)
            .question();

    assertThat(question.query().given()).hasSize(1);
    PostingLists.Given given = question.query().given().get(0);
    assertThat(given.item()).isEqualTo(before);
    assertThat(given.taken()).isEqualTo(1);
    assertThat(given.amount()).isCloseTo(COUNTED.weight(1) / 2 / 2, within(1e-6)); // √(1 + 3)
  }

  @Test
  void parts_cooccurrenceOfAUserWithoutInterests_isByFactors() {
    List<Blend.Part> parts =
        strategies(1, 1, 1).parts(UserStrategy.COOCCURRENCE, interested(List.of()), Map.of());
    assertThat(names(parts)).containsExactly(Strategy.FACTORS);
  }

  @Test
  void afterBasket_itsLastItemIsTheNewestAndTheUsersOwnComeBehind() {
    UserEntity.Profile user = interested(List.of(new ItemId("own"), new ItemId("b1")));
    List<ItemId> basket = List.of(new ItemId("b1"), new ItemId("b2"));
    Strategies strategies = strategies(1, 1, 1);

    Question question =
        strategies.afterBasket(UserStrategy.COOCCURRENCE, user, basket, Map.of()).orElseThrow();
    assertThat(question.query().taken())
        .extracting(one -> one.item().value())
        .containsExactly("b2", "b1", "own");
    assertThat(strategies.afterBasket(UserStrategy.FACTORS, user, basket, Map.of())).isEmpty();
  }

  private static UserEntity.Profile interested(List<ItemId> interests) {
    Factors factors = new Factors(FactorVector.wrap(new float[FACTORS]), 0f, 0f, 3);
    return new UserEntity.Profile(
        new UserId("u"), factors, 3.5f, RECENT, RECENT, 0, 0, 0, null, interests);
  }

  private static List<Strategy> names(List<Blend.Part> parts) {
    return parts.stream().map(part -> part.question().strategy()).toList();
  }

  private static double cosine(FactorVector a, FactorVector b) {
    return a.dot(b) / Math.sqrt((double) a.dot(a) * b.dot(b));
  }

  /** The cosine with the sum is, up to its length, the sum of the cosines by age. */
  @Test
  void neighbours_query_isTheSumOfTheCosinesByAge() {
    Map<ItemId, IndexedItem> known = known("a", "b", "c");
    Question question = Neighbours.question(user(), known, FACTORS).orElseThrow();
    FactorVector sum = question.query().vector();
    double length = Math.sqrt(sum.dot(sum));

    assertThat(question.query().ranking()).isEqualTo(IndexQuery.Ranking.COSINE);
    assertThat(question.exclude()).containsExactlyInAnyOrderElementsOf(RECENT);
    for (int n = 0; n < 20; n++) {
      FactorVector other = vector();
      double expected = 0;
      List<String> newestFirst = List.of("a", "b", "c");
      for (int age = 0; age < newestFirst.size(); age++) {
        IndexedItem item = Objects.requireNonNull(known.get(new ItemId(newestFirst.get(age))));
        expected += cosine(other, item.vector()) / (age + 1);
      }
      assertThat(length * cosine(other, sum)).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void neighbours_nothingListed_isByFactors() {
    Map<ItemId, IndexedItem> nothing = new HashMap<>();
    nothing.put(new ItemId("a"), item("a", vector(), true));
    nothing.put(new ItemId("b"), item("b", FactorVector.wrap(new float[FACTORS]), false));
    assertThat(Neighbours.question(user(), nothing, FACTORS)).isEmpty();
    assertThat(names(strategies(1, 1, 1).parts(UserStrategy.NEIGHBOURS, user(), nothing)))
        .containsExactly(Strategy.FACTORS);
  }

  @Test
  void trendingAndLatest_leaveOutWhatIsSeenAndAreForAnybody() {
    Strategies strategies = strategies(1, 1, 1);
    Question trending = strategies.parts(UserStrategy.TRENDING, user(), Map.of()).get(0).question();
    assertThat(trending.query()).isEqualTo(IndexQuery.byTrend(120)); // the first that there is
    assertThat(trending.exclude()).containsExactlyInAnyOrderElementsOf(RECENT);
    assertThat(trending.strategy()).isEqualTo(Strategy.TRENDING);
    Question latest = strategies.parts(UserStrategy.LATEST, user(), Map.of()).get(0).question();
    assertThat(latest.query()).isEqualTo(IndexQuery.byTime());
    assertThat(latest.exclude()).containsExactlyInAnyOrderElementsOf(RECENT);

    Question anybody = strategies.forAnybody(UserStrategy.TRENDING);
    assertThat(anybody.query()).isEqualTo(trending.query());
    assertThat(anybody.exclude()).isEmpty();
    assertThat(anybody.known()).isFalse();
    assertThat(strategies.forAnybody(UserStrategy.LATEST).strategy()).isEqualTo(Strategy.LATEST);
    assertThat(strategies.forAnybody(UserStrategy.FACTORS).strategy()).isEqualTo(Strategy.POPULAR);
    assertThat(strategies.needsRecent(UserStrategy.TRENDING)).isFalse();
    assertThat(strategies.needsRecent(UserStrategy.LATEST)).isFalse();
  }

  @Test
  void trending_noWindows_isThePopularList() {
    Strategies strategies =
        new Strategies(
            new Answers(InteractionRules.defaults(), Objective.RATING),
            LiveBlend.fixed(new BlendSettings(1, 1, 0, 1, 0)),
            new Descriptions(Optional::empty, Objective.RATING, FACTORS),
            FACTORS,
            new Timely(new TrendWindows(List.of()), CLOCK),
            new Cooccurrences(COUNTED));
    Question known = strategies.parts(UserStrategy.TRENDING, user(), Map.of()).get(0).question();
    assertThat(known.strategy()).isEqualTo(Strategy.POPULAR);
    assertThat(known.exclude()).containsExactlyInAnyOrderElementsOf(RECENT);
    assertThat(strategies.forAnybody(UserStrategy.TRENDING).strategy()).isEqualTo(Strategy.POPULAR);
  }

  @Test
  void relevance_trendingAndLatest_isByEventsAndByPlaces() {
    TrendWindows windows = new TrendWindows(List.of(HOUR));
    Timely timely = new Timely(windows, CLOCK);
    List<Hit> pool = new ArrayList<>();
    for (int hours : List.of(0, 1, 24)) { // a logarithm would make the first two alike
      Instant at = CLOCK.instant().minus(Duration.ofHours(hours));
      double heat = windows.add(Recency.FRESH, at, 1).heat(0);
      pool.add(new Hit(new ItemId("h" + hours), heat, "", List.of()));
    }
    double[] trending = timely.trending(HOUR, List.of(), false).relevance(pool);
    assertThat(trending).containsExactly(new double[] {1, 1 / 16.0, 0}, within(1e-5));
    assertThat(timely.latest(List.of(), false).relevance(pool)).containsExactly(0, -1, -2);
    assertThat(Question.popular().relevance(pool))
        .containsExactly(pool.stream().mapToDouble(Hit::score).toArray());
  }

  @Test
  void trending_score_isShownAsEvents() {
    TrendWindows windows = new TrendWindows(List.of(HOUR));
    Recency item = Recency.FRESH;
    for (int n = 0; n < 3; n++) {
      item = windows.add(item, CLOCK.instant(), 1);
    }
    Question question = new Timely(windows, CLOCK).trending(HOUR, List.of(), false);
    assertThat(question.shown().applyAsDouble(item.heat(0))).isCloseTo(3, within(1e-6));
    assertThat(question.shown().applyAsDouble(Double.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void blend_weights_areThoseOfTheParts() {
    List<Blend.Part> parts =
        strategies(1, 2, 3).parts(UserStrategy.BLEND, user(), known("a", "b", "c"));
    assertThat(names(parts))
        .containsExactly(Strategy.FACTORS, Strategy.NEIGHBOURS, Strategy.POPULAR);
    List<Double> weights = new ArrayList<>();
    parts.forEach(part -> weights.add(part.weight()));
    assertThat(weights).containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void blend_weightOfZero_leavesOneOut() {
    Strategies strategies = strategies(1, 0, 1);
    assertThat(names(strategies.parts(UserStrategy.BLEND, user(), known("a"))))
        .containsExactly(Strategy.FACTORS, Strategy.POPULAR);
    assertThat(strategies.needsRecent(UserStrategy.BLEND)).isFalse();
    assertThat(strategies.needsRecent(UserStrategy.NEIGHBOURS)).isTrue();
    assertThat(names(strategies.parts(UserStrategy.NEIGHBOURS, user(), known("a"))))
        .containsExactly(Strategy.NEIGHBOURS);
  }

  /** A user who takes items to be as far above the own mean as their first factor says. */
  private static UserEntity.Profile taster() {
    Factors factors = new Factors(FactorVector.of(1, 0, 0, 0, 0), -2f, 1f, 3);
    return new UserEntity.Profile(new UserId("u"), factors, 3.5f, RECENT, RECENT, 0, 0, 0);
  }

  private static IndexedItem described(String id, float liked, String... kinds) {
    ItemDescription description = new ItemDescription("", List.of(kinds), false);
    FactorVector vector = FactorVector.of(liked, 0, 0, 0, 0);
    return new IndexedItem(new ItemId(id), 1, vector, 0, 0, 9, description, false);
  }

  private static Optional<ContentSpace> space() {
    List<Terms> catalogue = new ArrayList<>();
    for (String kind : List.of("space", "space", "love", "love")) {
      catalogue.add(Terms.of("", List.of(kind), Map.of()));
    }
    return Optional.of(ContentSpace.of(catalogue, 2, 1));
  }

  @Test
  void content_query_hasTheKnownTermsOfWhatIsLikedByAge() {
    Map<ItemId, IndexedItem> known = new HashMap<>();
    for (IndexedItem item :
        List.of(
            described("a", 1, "space", "unheard of"),
            described("gone", 1, "unheard of"), // nothing is known of it
            described("b", -1, "space"), // not liked
            described("c", 0, "love", "space"))) {
      known.put(item.id(), item);
    }
    List<Blend.Part> parts =
        strategies(new BlendSettings(1, 1, 1, 1, 0), space())
            .parts(UserStrategy.CONTENT, taster(), known);

    assertThat(names(parts)).containsExactly(Strategy.CONTENT);
    Question question = parts.get(0).question();
    assertThat(question.exclude()).containsExactlyInAnyOrderElementsOf(RECENT);
    assertThat(question.query().like())
        .containsExactly(
            new IndexQuery.Described(List.of("category space"), 1),
            new IndexQuery.Described(List.of("category love", "category space"), 0.5));
    assertThat(question.evidence().get().apply(new Hit(new ItemId("a"), 0, "", List.of())).parts())
        .extracting(part -> part.item().value())
        .containsExactly("a", "c");
  }

  @Test
  void content_noSpaceOrNothingDescribed_isByFactors() {
    Map<ItemId, IndexedItem> known = Map.of(new ItemId("a"), described("a", 1, "space"));
    BlendSettings all = new BlendSettings(1, 1, 1, 1, 0);
    assertThat(
            names(strategies(all, Optional.empty()).parts(UserStrategy.CONTENT, taster(), known)))
        .containsExactly(Strategy.FACTORS);
    assertThat(
            names(strategies(all, space()).parts(UserStrategy.CONTENT, taster(), known("a", "b"))))
        .containsExactly(Strategy.FACTORS);
    assertThat(names(strategies(all, space()).parts(UserStrategy.BLEND, taster(), known)))
        .containsExactly(Strategy.FACTORS, Strategy.NEIGHBOURS, Strategy.CONTENT, Strategy.POPULAR);
    assertThat(strategies(all, space()).needsRecent(UserStrategy.CONTENT)).isTrue();
  }

  @Test
  void content_descriptionsOfGreatLength_areLeftOutBeforeTheMessageIsTooLarge() {
    List<ItemId> recent = new ArrayList<>();
    Map<ItemId, IndexedItem> known = new HashMap<>();
    List<Terms> catalogue = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String[] kinds = new String[32];
      for (int c = 0; c < kinds.length; c++) {
        kinds[c] = "x".repeat(90) + "-" + i + "-" + c;
      }
      IndexedItem item = described("l" + i, 1, kinds);
      recent.add(item.id());
      known.put(item.id(), item);
      catalogue.add(Terms.of("", List.of(kinds), Map.of()));
      catalogue.add(Terms.of("", List.of(kinds), Map.of()));
    }
    UserEntity.Profile user =
        new UserEntity.Profile(new UserId("u"), taster().factors(), 3.5f, recent, recent, 0, 0, 0);
    List<IndexQuery.Described> like =
        strategies(new BlendSettings(1, 0, 1, 0, 0), Optional.of(ContentSpace.of(catalogue, 8, 1)))
            .parts(UserStrategy.CONTENT, user, known)
            .get(0)
            .question()
            .query()
            .like();

    assertThat(like).hasSizeBetween(10, 19);
    assertThat(like.get(0).terms()).hasSize(32);
  }

  @Test
  void blend_withCooccurrence_asksForRowsAndHasItsWeight() {
    UserEntity.Profile user = interested(List.of(new ItemId("new")));
    Strategies with = strategies(new BlendSettings(1, 0, 0, 1, 2), Optional.empty());

    List<Blend.Part> parts = with.parts(UserStrategy.BLEND, user, Map.of());

    assertThat(names(parts))
        .containsExactly(Strategy.FACTORS, Strategy.COOCCURRENCE, Strategy.POPULAR);
    assertThat(parts.get(1).weight()).isEqualTo(2);
    assertThat(with.needsRecent(UserStrategy.BLEND)).isTrue();
    assertThat(with.needsRows(UserStrategy.BLEND)).isTrue();
    assertThat(with.needsRows(UserStrategy.FACTORS)).isFalse();
    Strategies without = strategies(new BlendSettings(1, 0, 0, 1, 0), Optional.empty());
    assertThat(without.needsRows(UserStrategy.BLEND)).isFalse();
    assertThat(without.needsRows(UserStrategy.COOCCURRENCE)).isTrue();
  }

  private static UserStrategy auto(Objective objective, boolean explain) {
    Strategies strategies =
        new Strategies(
            new Answers(InteractionRules.defaults(), objective),
            LiveBlend.fixed(new BlendSettings(1, 0, 0, 1, 0)),
            new Descriptions(Optional::empty, objective, FACTORS),
            FACTORS,
            new Timely(new TrendWindows(List.of()), CLOCK),
            new Cooccurrences(COUNTED));
    return strategies.of(options(UserStrategy.AUTO, explain));
  }

  private static ListOptions options(UserStrategy strategy, boolean explain) {
    ListOptions none = ListOptions.NONE;
    return new ListOptions(
        0, none.diversityBy(), 0, explain, strategy, none.seen(), none.similarBy());
  }

  @Test
  void of_auto_isWhatIsBestForTheObjective_othersStay() {
    assertThat(auto(Objective.PREFERENCE, false)).isEqualTo(UserStrategy.BLEND);
    assertThat(auto(Objective.PREFERENCE, true)).isEqualTo(UserStrategy.FACTORS);
    assertThat(auto(Objective.RATING, false)).isEqualTo(UserStrategy.FACTORS);
    assertThat(strategies(1, 1, 1).of(options(UserStrategy.POPULAR, true)))
        .isEqualTo(UserStrategy.POPULAR);
  }

  @Test
  void settings_referenceConf_areTheDefaults() {
    assertThat(BlendSettings.of(ConfigFactory.load())).isEqualTo(new BlendSettings(1, 0, 1, 1, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "factors = -1 | tandem.lists.blend.factors",
        "popular = -0.1 | tandem.lists.blend.popular",
        "factors = 0, neighbours = 0, content = 0, popular = 0, cooccurrence = 0 | tandem.lists.blend must"
      })
  void settings_badWeights_areRefused(String line) {
    String[] parts = line.split(" [|] ", -1);
    assertThatThrownBy(
            () ->
                BlendSettings.of(
                    ConfigFactory.parseString("tandem.lists.blend { " + parts[0] + " }")
                        .withFallback(ConfigFactory.load())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(parts[1]);
  }
}
