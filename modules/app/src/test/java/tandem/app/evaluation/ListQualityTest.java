package tandem.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tandem.app.list.BlendSettings;
import tandem.app.list.LiveBlend;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.Objective;
import tandem.protocol.http.EvaluationView;
import tandem.protocol.http.Strategy;

class ListQualityTest {

  private static final LiveBlend BLEND = LiveBlend.fixed(new BlendSettings(1, 0, 1, 1, 2));
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private final ListQuality one = quality(NOW);
  private final ListQuality other = quality(NOW);

  private static ListQuality quality(Instant now) {
    return new ListQuality(Clock.fixed(now, ZoneOffset.UTC));
  }

  private static EvaluationView view(ListQuality... nodes) {
    RatingQuality ratings = new RatingQuality(0.5, 5, Clock.fixed(NOW, ZoneOffset.UTC));
    return Evaluations.view(
        new Evaluations.Model(ModelName.MAIN, Objective.PREFERENCE, BLEND),
        List.of(nodes).stream()
            .map(node -> Optional.of(new ModelQuality(ratings, node).counted()))
            .toList());
  }

  private static EvaluationView.Lists lists(EvaluationView view, int window) {
    return Objects.requireNonNull(view.windows().get(window).lists());
  }

  private static EvaluationView.AtLength at(EvaluationView view, int strategy, int length) {
    return lists(view, 3).strategies().get(strategy).at().get(length);
  }

  private static List<ItemId> items(int from, int to) {
    List<ItemId> items = new ArrayList<>();
    for (int n = from; n < to; n++) {
      items.add(new ItemId("i" + n));
    }
    return items;
  }

  /** The list of i0 to i19. */
  private static ListQuality.Made first(boolean own) {
    return new ListQuality.Made(own, items(0, 20));
  }

  private static ListQuality.Catalogue catalogue() {
    Map<ItemId, Long> events = new HashMap<>();
    items(0, 10).forEach(item -> events.put(item, 64L));
    items(10, 20).forEach(item -> events.put(item, 16L));
    return new ListQuality.Catalogue(50, 40, 1_024, events);
  }

  private static void test(ListQuality node, int item) {
    node.tested(
        new ItemId("i" + item),
        Map.of(Strategy.BLEND, first(true), Strategy.CONTENT, first(false)),
        catalogue());
  }

  @Test
  void view_twoNodes_isOfTheListsOfBoth() {
    test(one, 0);
    test(one, 15);
    test(other, 3);
    test(other, 99);
    EvaluationView view = view(one, other);
    EvaluationView.AtLength ten = at(view, 0, 0);
    assertThat(ten.k()).isEqualTo(10);
    assertThat(ten.recall()).isEqualTo(0.5);
    assertThat(ten.precision()).isCloseTo(0.05, within(1e-12));
    assertThat(ten.f1()).isCloseTo(0.5 * 2 / 11, within(1e-12));
    assertThat(ten.ndcg()).isCloseTo((1 + 1 / (Math.log(5) / Math.log(2))) / 4, within(1e-12));
    assertThat(ten.mrr()).isCloseTo((1 + 1.0 / 4) / 4, within(1e-12));
    assertThat(ten.novelty()).isCloseTo(4, within(1e-12)); // 64 of 1,024
    assertThat(ten.coverage()).isCloseTo(0.2, within(0.02));
    EvaluationView.AtLength twenty = at(view, 0, 1);
    assertThat(twenty.recall()).isEqualTo(0.75);
    assertThat(twenty.mrr()).isCloseTo((1 + 1.0 / 4 + 1.0 / 16) / 4, within(1e-12));
    assertThat(twenty.novelty()).isCloseTo(5, within(1e-12));
    assertThat(twenty.coverage()).isCloseTo(0.4, within(0.03));
    assertThat(lists(view, 3).tests()).isEqualTo(4);
  }

  @Test
  void view_shortWindow_isOfItsTestsAlone() {
    long[] now = {NOW.toEpochMilli()};
    ListQuality moving =
        new ListQuality(
            new Clock() {
              @Override
              public Instant instant() {
                return Instant.ofEpochMilli(now[0]);
              }

              @Override
              public ZoneOffset getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(ZoneId zone) {
                return this;
              }
            });
    test(moving, 0);
    now[0] += 600_000;
    test(moving, 99);
    EvaluationView view = view(moving);
    assertThat(lists(view, 0).tests()).isEqualTo(1);
    assertThat(lists(view, 0).strategies().get(0).at().get(0).recall()).isZero();
    assertThat(lists(view, 1).strategies().get(0).at().get(0).recall()).isEqualTo(0.5);
  }

  @Test
  void view_control_isTheChanceOfAListOfOpenItems() {
    test(one, 0);
    assertThat(lists(view(one), 3).chance())
        .containsExactly(new EvaluationView.Chance(10, 0.25), new EvaluationView.Chance(20, 0.5));
  }

  @Test
  void view_strategyThatOthersStoodInFor_isNotShown() {
    test(one, 0);
    assertThat(lists(view(one), 3).strategies())
        .extracting(EvaluationView.OfStrategy::strategy)
        .containsExactly(Strategy.BLEND);
  }

  @Test
  void view_nothingTested_isWithoutNumbersThatAreNone() {
    one.passed(ListQuality.Outcome.NEW_USER);
    one.passed(ListQuality.Outcome.HAD);
    one.passed(ListQuality.Outcome.HAD);
    one.passed(ListQuality.Outcome.GIVEN_UP);
    assertThat(lists(view(one), 3))
        .isEqualTo(new EvaluationView.Lists(0, 1, 2, 1, List.of(), List.of()));
    assertThat(view(quality(NOW)).windows().get(3).lists()).isNull();
  }

  @Test
  void view_emptyLists_areMissesWithoutNovelty() {
    ListQuality.Made empty = new ListQuality.Made(true, List.of());
    one.tested(new ItemId("i0"), Map.of(Strategy.FACTORS, empty), catalogue());
    EvaluationView.AtLength ten = at(view(one), 0, 0);
    assertThat(ten.recall()).isZero();
    assertThat(ten.novelty()).isNull();
    assertThat(ten.coverage()).isZero();
  }

  @Test
  void view_nodeOfAnEarlierVersion_isLeftOut() {
    test(one, 0);
    RatingQuality ratings = new RatingQuality(0.5, 5, Clock.fixed(NOW, ZoneOffset.UTC));
    EvaluationView view =
        Evaluations.view(
            new Evaluations.Model(ModelName.MAIN, Objective.PREFERENCE, BLEND),
            List.of(
                Optional.of(new EvaluationBoard.Counted(0, ratings.counted(), null)),
                Optional.of(new ModelQuality(ratings, one).counted())));
    assertThat(lists(view, 3).tests()).isEqualTo(1);
  }
}
