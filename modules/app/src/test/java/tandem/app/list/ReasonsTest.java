package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.http.ListRequest;
import tandem.model.FactorVector;
import tandem.model.FoldIn;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.Rated;
import tandem.model.Recency;
import tandem.model.TrendWindows;
import tandem.protocol.Filter;
import tandem.protocol.InteractionRules;
import tandem.protocol.ItemDescription;
import tandem.protocol.http.Because;
import tandem.protocol.http.Strategy;
import tandem.ranking.PostingLists;

/** The parts of a score add up to it, whatever they are. */
class ReasonsTest {

  private static final int FACTORS = 6;
  private static final Answers ANSWERS =
      new Answers(InteractionRules.defaults().withScale(1, 10), Objective.RATING);

  private static final Fading JUST_SEEN = FadingTest.seenAt(0, "x");

  private final Random random = new Random(9);

  private FactorVector vector(double scale) {
    float[] values = new float[FACTORS];
    for (int f = 0; f < FACTORS; f++) {
      values[f] = (float) (scale * random.nextGaussian());
    }
    return FactorVector.wrap(values);
  }

  private Map<ItemId, IndexedItem> items(int count, double scale) {
    Map<ItemId, IndexedItem> items = new HashMap<>();
    for (int i = 0; i < count; i++) {
      ItemId id = new ItemId("i" + i);
      items.put(id, new IndexedItem(id, 1, vector(scale), 0.1f, 0, 9, ItemDescription.NONE, false));
    }
    return items;
  }

  private static ListRequest boosted(double... factors) {
    List<ListRequest.Boost> boosts = new ArrayList<>();
    for (double factor : factors) {
      boosts.add(new ListRequest.Boost(Filter.everything(), factor));
    }
    return new ListRequest(5, Set.of(), Filter.everything(), boosts);
  }

  private static double sum(Because because) {
    double sum = because.other();
    sum += Objects.requireNonNullElse(because.base(), 0.0);
    sum += Objects.requireNonNullElse(because.item(), 0.0);
    for (Because.Weight weight : because.items()) {
      sum += weight.amount();
    }
    for (Because.Boosted boost :
        Objects.requireNonNullElse(because.boosts(), List.<Because.Boosted>of())) {
      sum += boost.amount();
    }
    return sum + Objects.requireNonNullElse(because.seen(), 0.0);
  }

  @ParameterizedTest
  @EnumSource
  void of_anyHit_addsUpToTheScoreThatIsShown(IndexQuery.Ranking ranking) {
    double rounding = Math.max(1e-9, 1e-13 * ANSWERS.unit(ranking)); // that by time is in millis
    for (int n = 0; n < 300; n++) {
      FactorVector learned = vector(1);
      Map<ItemId, IndexedItem> items = items(n % 25, 1);
      Question question =
          new Question(
                  new IndexQuery(ranking, learned),
                  Set.of(),
                  Strategy.FACTORS,
                  true,
                  List.of(),
                  ANSWERS.shown(3.2))
              .explainedBy(() -> Evidence.ofLearned(learned, items.keySet(), items))
              .fading(n % 2 == 0 ? Fading.NONE : JUST_SEEN);
      Hit hit =
          new Hit(
              new ItemId("x"),
              5 * random.nextGaussian(),
              "",
              List.of(),
              new Hit.Detail(vector(1), (float) random.nextGaussian(), List.of(0, 2), 0));

      Because because =
          Objects.requireNonNull(new Reasons(question, boosted(2, 7, 0.1), ANSWERS).of(hit));

      double shown = Answers.entry(hit, question.shown()).score();
      assertThat(sum(because)).isCloseTo(shown, within(rounding));
      assertThat(because.items()).hasSizeLessThanOrEqualTo(3);
      double slope = question.shown().applyAsDouble(1) - question.shown().applyAsDouble(0);
      double less = -10 * slope * ANSWERS.unit(ranking);
      if (n % 2 == 0) {
        assertThat(because.seen()).isNull();
      } else {
        assertThat(Objects.requireNonNull(because.seen())).isCloseTo(less, withinPercentage(1e-4));
      }
      assertThat(Objects.requireNonNull(because.boosts()))
          .extracting(Because.Boosted::index)
          .containsExactly(0, 2);
    }
  }

  /** Of a fold-in nothing but rounding is left: each item's part is what it adds. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 20})
  void ofFoldIn_parts_addUpToTheVector(int count) {
    List<ItemId> ids = new ArrayList<>(items(count, 1).keySet());
    List<Rated> rated = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rated.add(new Rated(vector(1), (float) random.nextGaussian(), 0.2f + random.nextFloat()));
    }
    FactorVector folded = FoldIn.user(rated, FACTORS, Baskets.RIDGE);
    Evidence evidence = Evidence.ofFoldIn(folded, ids, rated, Baskets.RIDGE);
    for (int f = 0; f < FACTORS; f++) {
      double sum = 0;
      for (Evidence.Part part : evidence.parts()) {
        sum += part.vector().get(f);
      }
      assertThat(sum).isCloseTo(folded.get(f), within(2e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 100})
  void ofLearned_vectorAlongAnItem_isMostlyOfThatItem(double scale) {
    Map<ItemId, IndexedItem> items = items(3, scale);
    ItemId first = new ItemId("i0");
    FactorVector along = Objects.requireNonNull(items.get(first)).vector();
    Evidence evidence = Evidence.ofLearned(along, items.keySet(), items);
    double whole = along.dot(along);
    for (Evidence.Part part : evidence.parts()) {
      double share = part.vector().dot(along) / whole;
      if (part.item().equals(first)) {
        assertThat(share).isGreaterThan(0.6);
      } else {
        assertThat(share).isLessThan(0.3);
      }
    }
  }

  @Test
  void of_similar_isTheCosineWithEach() {
    Map<ItemId, IndexedItem> items = items(1, 1);
    IndexedItem only = Objects.requireNonNull(items.get(new ItemId("i0")));
    FactorVector other = vector(1);
    double cosine =
        only.vector().dot(other)
            / Math.sqrt((double) only.vector().dot(only.vector()) * other.dot(other));
    Question question =
        Question.of(
                new IndexQuery(
                    IndexQuery.Ranking.COSINE,
                    Evidence.ofUnits(items.values()).parts().get(0).vector()),
                Set.of(),
                Strategy.SIMILAR)
            .explainedBy(() -> Evidence.ofUnits(items.values()));
    Hit hit =
        new Hit(new ItemId("x"), cosine, "", List.of(), new Hit.Detail(other, 1f, List.of(), 0));
    Because because = Objects.requireNonNull(new Reasons(question, boosted(), ANSWERS).of(hit));
    assertThat(because.items().get(0).amount()).isCloseTo(cosine, within(1e-5));
    assertThat(because.other()).isCloseTo(0, within(1e-5));
    assertThat(because.base()).isNull();
    assertThat(because.item()).isNull();
  }

  /**
   * Of 40 events the factors make 80 and then 8, of which e^-10 are left for who has just had it.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void of_trending_saysWhatEachMakesOfTheEvents(boolean justSeen) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);
    Duration hour = Duration.ofHours(1);
    TrendWindows windows = new TrendWindows(List.of(hour));
    Question question =
        new Timely(windows, clock)
            .trending(hour, List.of(), false)
            .fading(justSeen ? JUST_SEEN : Fading.NONE);
    double heat = windows.add(Recency.FRESH, clock.instant(), 40).heat(0);
    Hit.Detail detail = new Hit.Detail(vector(1), 0.5f, List.of(0, 1), 0);
    double boosted = heat + (Math.log(2) + Math.log(0.1)) / Math.log(2);
    double left = justSeen ? boosted - 10 / Math.log(2) : boosted;
    Hit hit = new Hit(new ItemId("x"), left, "", List.of(), detail);

    Because because =
        Objects.requireNonNull(new Reasons(question, boosted(2, 0.1), ANSWERS).of(hit));

    assertThat(because.item()).isCloseTo(40, within(1e-5));
    assertThat(Objects.requireNonNull(because.boosts()))
        .extracting(Because.Boosted::amount)
        .satisfiesExactly(
            first -> assertThat(first).isCloseTo(40, within(1e-5)),
            second -> assertThat(second).isCloseTo(-72, within(1e-5)));
    assertThat(because.base()).isNull();
    double shown = justSeen ? 8 * Math.exp(-10) : 8;
    assertThat(sum(because)).isCloseTo(shown, within(1e-5));
    assertThat(Objects.requireNonNullElse(because.seen(), 0.0)).isCloseTo(shown - 8, within(1e-5));
  }

  @Test
  void of_content_isTheSharesThatTheIndexSays() {
    List<ItemId> ids = List.of(new ItemId("a"), new ItemId("b"));
    List<IndexQuery.Described> like =
        List.of(
            new IndexQuery.Described(List.of("x"), 1), new IndexQuery.Described(List.of("y"), 0.5));
    Question question =
        Question.of(IndexQuery.byContent(like, FACTORS), Set.of(), Strategy.CONTENT)
            .explainedBy(() -> Evidence.ofNamed(ids));
    Hit.Detail detail = new Hit.Detail(vector(1), 1f, List.of(0), 0, List.of(-0.1, 0.7));
    double boost = 0.18 * Math.log(2);
    Hit hit = new Hit(new ItemId("x"), 0.6 + boost, "", List.of(), detail);

    Because because = Objects.requireNonNull(new Reasons(question, boosted(2), ANSWERS).of(hit));

    assertThat(because.items())
        .containsExactly(new Because.Weight("b", 0.7), new Because.Weight("a", -0.1));
    assertThat(because.other()).isCloseTo(0, within(1e-9));
    assertThat(sum(because)).isCloseTo(hit.score(), within(1e-9));
    Hit older =
        new Hit(new ItemId("x"), 0, "", List.of(), new Hit.Detail(vector(1), 1f, List.of(), 0));
    assertThat(sum(Objects.requireNonNull(new Reasons(question, boosted(), ANSWERS).of(older))))
        .isCloseTo(0, within(1e-9));
  }

  @Test
  void of_hitWithoutDetails_isNothing() {
    Hit hit = new Hit(new ItemId("x"), 1, "", List.of());
    assertThat(new Reasons(Question.popular(), boosted(), ANSWERS).of(hit)).isNull();
  }

  @Test
  void of_hitByCooccurrence_saysWhatEachItemAddsAndBoostsMultiply() {
    List<PostingLists.Taken> taken =
        List.of(
            new PostingLists.Taken(new ItemId("a"), 1), new PostingLists.Taken(new ItemId("b"), 1));
    Question question =
        new Question(
                IndexQuery.byCooccurrence(taken, List.of()),
                Set.of(),
                Strategy.COOCCURRENCE,
                true,
                List.of(),
                score -> Math.pow(2, score))
            .explainedBy(() -> Evidence.ofNamed(List.of(new ItemId("a"), new ItemId("b"))));
    double score = Math.log(4) / Math.log(2) + 1; // 3 and 1, twice
    Hit hit =
        new Hit(
            new ItemId("x"),
            score,
            "",
            List.of(),
            new Hit.Detail(vector(1), 0.5f, List.of(0), 0, List.of(3.0, 1.0)));

    Because because = Objects.requireNonNull(new Reasons(question, boosted(2), ANSWERS).of(hit));

    assertThat(because.base()).isNull();
    assertThat(because.item()).isNull();
    assertThat(because.items())
        .containsExactly(new Because.Weight("a", 3), new Because.Weight("b", 1));
    assertThat(Objects.requireNonNull(because.boosts()).get(0).amount()).isCloseTo(4, within(1e-9));
    assertThat(because.other()).isCloseTo(0, within(1e-9));
    assertThat(sum(because)).isCloseTo(8, within(1e-9));
  }
}
