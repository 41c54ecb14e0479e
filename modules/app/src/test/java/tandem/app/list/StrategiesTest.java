package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
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
import tandem.http.UserStrategy;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.UserId;
import tandem.model.content.ContentSpace;
import tandem.model.content.Terms;
import tandem.protocol.InteractionRules;
import tandem.protocol.ItemDescription;
import tandem.protocol.http.Strategy;

class StrategiesTest {

  private static final int FACTORS = 5;
  private static final List<ItemId> RECENT =
      List.of(new ItemId("a"), new ItemId("gone"), new ItemId("b"), new ItemId("c"));

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
    return strategies(new BlendSettings(factors, neighbours, 0, popular), Optional.empty());
  }

  private static Strategies strategies(BlendSettings blend, Optional<ContentSpace> space) {
    return new Strategies(
        new Answers(InteractionRules.defaults(), Objective.RATING),
        blend,
        new Descriptions(() -> space, Objective.RATING, FACTORS),
        FACTORS);
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
        strategies(new BlendSettings(1, 1, 1, 1), space())
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
    BlendSettings all = new BlendSettings(1, 1, 1, 1);
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
        strategies(new BlendSettings(1, 0, 1, 0), Optional.of(ContentSpace.of(catalogue, 8, 1)))
            .parts(UserStrategy.CONTENT, user, known)
            .get(0)
            .question()
            .query()
            .like();

    assertThat(like).hasSizeBetween(10, 19);
    assertThat(like.get(0).terms()).hasSize(32);
  }

  @Test
  void settings_referenceConf_areTheDefaults() {
    assertThat(BlendSettings.of(ConfigFactory.load())).isEqualTo(new BlendSettings(1, 1, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "factors = -1 | tandem.lists.blend.factors",
        "popular = -0.1 | tandem.lists.blend.popular",
        "factors = 0, neighbours = 0, content = 0, popular = 0 | tandem.lists.blend must"
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
