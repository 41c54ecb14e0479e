package tandem.app.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.AppConfig;
import tandem.app.audit.LogPartition;
import tandem.app.evaluate.Progress;
import tandem.entity.EntitySettings;
import tandem.entity.item.ItemState;
import tandem.entity.user.UserState;
import tandem.model.Cooccurrence;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;
import tandem.model.Objective;
import tandem.model.Popularity;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.InteractionRules;
import tandem.protocol.ItemDescription;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.Receipt;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

/** What a new model learns of the events of another. */
final class TrainingTest {

  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final UserId CEM = new UserId("cem");
  private static final ItemId X = new ItemId("x");
  private static final ItemId Y = new ItemId("y");
  private static final ItemId Z = new ItemId("z");
  private static final Factors OTHERS = new Factors(FactorVector.of(9f), 9f, 9f, 9);
  private static final ItemDescription TITLED = new ItemDescription("Title", List.of(), false);
  private static final Instant NOW = Instant.ofEpochSecond(1);
  private static final Map<String, Double> RATED =
      Map.of("annx", 5.0, "anny", 4.5, "boby", 5.0, "bobz", 4.5, "cemx", 4.5, "cemz", 5.0);
  private static final float MEAN = 4.75f;
  private static final EntitySettings ENTITIES =
      EntitySettings.of(AppConfig.load(Optional.empty()));

  @Test
  void learn_views_countAndWarmWithoutMovingRatings() {
    Sgd sgd = new Sgd(ModelSettings.rating().withFactors(3));
    Training training = training(sgd, 100);
    training.learn(ANN, view(X, 0));
    training.end();

    Factors fresh = sgd.freshItem(X);
    assertThat(item(training, X).factors())
        .isEqualTo(new Factors(fresh.vector(), fresh.bias(), fresh.squaredGradients(), 1));
    Duration halfLife = ENTITIES.popularityHalfLife();
    assertThat(item(training, X).heat())
        .isEqualTo(new Popularity(halfLife).add(Popularity.NONE, Instant.ofEpochSecond(1), 0.5));
    assertThat(training.progress(new LogPartition(0, 0)).ratings()).isZero();
  }

  @Test
  void learn_preferenceWithoutNegatives_isBothSidesSteps() {
    Sgd sgd = new Sgd(preference(0));
    Training training = training(sgd, 100);
    training.learn(ANN, view(X, 0));
    training.end();

    Factors user = sgd.freshUser(ANN);
    Factors item = sgd.freshItem(X);
    float error = sgd.error(new Target(1f, 0.5f), 0f, user, item);
    assertThat(user(training, ANN).factors()).isEqualTo(sgd.stepUser(user, item.vector(), error));
    assertThat(item(training, X).factors()).isEqualTo(sgd.stepItem(item, user.vector(), error));
  }

  @Test
  void learn_preference_movesApartFromRecentItemsOfOthers() {
    Sgd sgd = new Sgd(preference(4));
    Training training = training(sgd, 100);
    training.learn(BOB, view(Y, 0));
    training.end();
    Factors alone = item(training, Y).factors();
    training.learn(ANN, view(X, 1));
    training.learn(ANN, view(X, 2)); // X itself is drawn too, and passed over
    training.end();

    Factors repelled = item(training, Y).factors();
    assertThat(repelled.count()).isEqualTo(alone.count());
    assertThat(repelled.bias()).isLessThan(alone.bias());
    assertThat(item(training, X).factors().bias()).isPositive();
  }

  @Test
  void learn_fromTheFrontierOn_isLeft() {
    Training training = training(new Sgd(ModelSettings.rating().withFactors(3)), 2);
    training.learn(
        ANN,
        new UserEvent.Learned(
            List.of(step(X, 1), step(Y, 2)), List.of(delivery(0), delivery(3)), OTHERS, 0f));
    training.learn(BOB, view(X, 7));
    training.end();

    assertThat(training.learned()).isEqualTo(1);
    assertThat(training.left()).isEqualTo(3);
    assertThat(training.users()).containsOnlyKeys(ANN);
    assertThat(training.items()).containsOnlyKeys(X);
    assertThat(user(training, ANN).seen()).containsOnlyKeys(X);
    assertThat(user(training, ANN).repeated()).isEqualTo(1);
    assertThat(user(training, ANN).applied().toSnapshot())
        .containsExactly(new PartitionOffsets(0, 0, 2, List.of()));
  }

  @Test
  void erase_recordsAboveTheFrontier_areNotForgotten() {
    Sgd sgd = new Sgd(ModelSettings.rating().withFactors(3));
    Training training = training(sgd, 5);
    Receipt receipt = new Receipt("r", 1);
    List<PartitionOffsets> met =
        List.of(
            new PartitionOffsets(0, 0, 3, List.of(4L, 8L)),
            new PartitionOffsets(0, 1, 6, List.of(7L)));
    training.erase(ANN, new UserEvent.Erased(receipt, OTHERS, met, new Accounted(5, 0, 1)));
    training.end();

    UserState ann = user(training, ANN);
    assertThat(ann.erased()).isEqualTo(receipt);
    assertThat(ann.factors()).isEqualTo(sgd.freshUser(ANN));
    assertThat(ann.applied().toSnapshot())
        .containsExactly(
            new PartitionOffsets(0, 0, 5, List.of(8L)), new PartitionOffsets(0, 1, 6, List.of(7L)));
    UserEvent.Based base =
        (UserEvent.Based) Objects.requireNonNull(training.users().get(ANN)).base();
    assertThat(base.accounted()).isEqualTo(Accounted.NOTHING);
  }

  @Test
  void change_whatTheCatalogueSays_isKeptWithoutFactors() {
    Sgd sgd = new Sgd(ModelSettings.rating().withFactors(3));
    Training training = training(sgd, 5);
    training.change(X, new ItemEvent.Described(TITLED));
    ItemState told =
        ItemState.fresh(OTHERS)
            .apply(new ItemEvent.Described(TITLED))
            .apply(new ItemEvent.Learned(List.of(), OTHERS, 3));
    training.change(
        Y,
        new ItemEvent.Based(
            (ItemSnapshot) ItemState.snapshots().toJournal(told), new Accounted(1, 0, 1)));
    training.end();

    assertThat(item(training, X).description()).isEqualTo(TITLED);
    assertThat(item(training, Y).description()).isEqualTo(TITLED);
    assertThat(item(training, Y).factors()).isEqualTo(sgd.freshItem(Y));
    assertThat(item(training, Y).heat()).isEqualTo(Popularity.NONE);
  }

  @Test
  void learn_anyItem_isThereSinceItsFirstEventOrItsDescription() {
    Training training = training(new Sgd(ModelSettings.rating().withFactors(3)), 100);
    training.change(X, new ItemEvent.Described(TITLED, 5));
    training.learn(ANN, view(X, 0));
    training.learn(BOB, view(X, 1));
    training.change(Y, new ItemEvent.Described(TITLED, 7));
    training.end();

    Recency twice = ENTITIES.trendWindows().add(Recency.FRESH, Instant.ofEpochSecond(1), 0.5);
    twice = ENTITIES.trendWindows().add(twice, Instant.ofEpochSecond(1), 0.5);
    assertThat(item(training, X).recency()).isEqualTo(twice);
    assertThat(item(training, Y).recency()).isEqualTo(Recency.FRESH.metAt(7));
  }

  @Test
  void learn_interests_countWhatTheUserTookBefore() {
    Training training = training(new Sgd(ModelSettings.rating().withFactors(3)), 100);
    UserStep dislike =
        new UserStep(delivery(1), new ItemId("z"), "dislike", null, 1_000, null, 0.25f);
    training.learn(ANN, view(X, 0));
    training.learn(ANN, new UserEvent.Learned(List.of(dislike), List.of(), OTHERS, 2f));
    training.learn(ANN, view(Y, 2));
    training.end();

    assertThat(item(training, Y).row())
        .isEqualTo(Cooccurrence.NONE.add(List.of(X), ENTITIES.cooccurrence()));
    assertThat(item(training, X).row()).isEqualTo(Cooccurrence.NONE);
    assertThat(item(training, new ItemId("z")).row()).isEqualTo(Cooccurrence.NONE);
    assertThat(user(training, ANN).interests()).containsExactly(Y, X);
  }

  @Test
  void learn_eventDatedAhead_countsAsOneOfNow() {
    Training training = training(new Sgd(ModelSettings.rating().withFactors(3)), 100);
    UserStep ahead = new UserStep(delivery(0), X, "view", null, 90_000_000, null, 0.25f);
    training.learn(ANN, new UserEvent.Learned(List.of(ahead), List.of(), OTHERS, 2f));
    training.end();

    assertThat(item(training, X).recency())
        .isEqualTo(ENTITIES.trendWindows().add(Recency.FRESH, NOW, 0.5));
  }

  @ParameterizedTest
  @EnumSource
  void end_decompositionOfFullRank_givesBackWhatTheBiasesLeave(Objective objective) {
    Sgd sgd = new Sgd(settings(objective));
    Training learned = rated(sgd, 0);
    Training placed = rated(sgd, 3);

    boolean ratings = objective == Objective.RATING;
    float mean = ratings ? MEAN : 0f;
    for (UserId id : List.of(ANN, BOB, CEM)) {
      Factors user = user(placed, id).factors();
      Factors before = user(learned, id).factors();
      assertThat(user).isEqualTo(before.with(user.vector()));
      for (ItemId other : List.of(X, Y, Z)) {
        Factors item = item(placed, other).factors();
        assertThat(item).isEqualTo(item(learned, other).factors().with(item.vector()));
        Double value = RATED.get(id.value() + other.value());
        float level = mean + before.bias() - before.recentBias() + item.bias();
        float known = ratings ? Objects.requireNonNullElse(value, 0.0).floatValue() - level : 1f;
        assertThat(user.vector().dot(item.vector()))
            .as("%s %s", id, other)
            .isCloseTo(value == null ? 0f : known, within(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void learn_afterADecomposition_goesOnFromItsVectors(Objective objective) {
    Sgd sgd = new Sgd(settings(objective));
    Training training = rated(sgd, 1);
    Factors user = user(training, ANN).factors();
    Factors item = item(training, Z).factors();
    float fresh = sgd.freshUser(ANN).vector().get(2);
    assertThat(user.vector().get(2)).isEqualTo(fresh); // beyond the rank

    training.learn(ANN, rating(Z, 4.5, 50));

    Factors after = user(training, ANN).factors();
    Target target = new Target(objective == Objective.RATING ? 4.5f : 1f, 1f);
    float error = sgd.error(target, user(training, ANN).mean(), user, item);
    assertThat(after).isEqualTo(sgd.stepUser(user, item.vector(), error));
    assertThat(item(training, Z).factors()).isEqualTo(sgd.stepItem(item, user.vector(), error));
    assertThat(after.vector()).isNotEqualTo(user.vector());
  }

  @ParameterizedTest
  @EnumSource
  void end_decompositionOfWhatTeachesNothing_keepsFreshVectors(Objective objective) {
    Sgd sgd = new Sgd(settings(objective));
    Training training = training(sgd, 100, 2);
    boolean ratings = objective == Objective.RATING;
    training.learn(ANN, ratings ? view(X, 0) : rating(X, 1, 0));
    training.learn(BOB, rating(Y, 5, 1));
    training.learn(BOB, rating(Z, 4.5, 2));
    training.erase(
        BOB, new UserEvent.Erased(new Receipt("r", 1), OTHERS, List.of(), Accounted.NOTHING));
    training.end();

    assertThat(user(training, ANN).factors().vector()).isEqualTo(sgd.freshUser(ANN).vector());
    assertThat(item(training, X).factors().vector()).isEqualTo(sgd.freshItem(X).vector());
    assertThat(user(training, BOB).factors()).isEqualTo(sgd.freshUser(BOB));
    assertThat(user(training, BOB).erased()).isNotNull();
  }

  /** {@link #RATED} learned one after the other, the vectors by a decomposition of this rank. */
  private static Training rated(Sgd sgd, int rank) {
    Training training = training(sgd, 100, rank);
    int offset = 0;
    for (UserId user : List.of(ANN, BOB, CEM)) {
      for (ItemId item : List.of(X, Y, Z)) {
        Double value = RATED.get(user.value() + item.value());
        if (value != null) {
          training.learn(user, rating(item, value, offset++));
        }
      }
    }
    training.end();
    return training;
  }

  private static ModelSettings settings(Objective objective) {
    return objective == Objective.RATING ? ModelSettings.rating().withFactors(3) : preference(0);
  }

  private static UserEvent.Learned rating(ItemId item, double value, long offset) {
    UserStep step =
        new UserStep(delivery(offset), item, "rating", value, 1_000, "e" + offset, 0.25f);
    return new UserEvent.Learned(List.of(step), List.of(), OTHERS, 2f);
  }

  private static Training training(Sgd sgd, long frontier) {
    return training(sgd, frontier, 0);
  }

  private static Training training(Sgd sgd, long frontier, int rank) {
    return new Training(
        sgd,
        InteractionRules.defaults(),
        ENTITIES,
        100,
        Map.of(new LogPartition(0, 0), frontier),
        NOW,
        rank,
        Progress.NONE);
  }

  private static ModelSettings preference(int negatives) {
    ModelSettings some = ModelSettings.preference().withFactors(3);
    return some.withNegatives(negatives, NegativeSource.RECENT, false);
  }

  private static UserEvent.Learned view(ItemId item, long offset) {
    return new UserEvent.Learned(List.of(step(item, offset)), List.of(), OTHERS, 2f);
  }

  private static UserStep step(ItemId item, long offset) {
    return new UserStep(delivery(offset), item, "view", null, 1_000, null, 0.25f);
  }

  private static Delivery delivery(long offset) {
    return new Delivery(new RecordId(0, 0, offset), 0);
  }

  private static UserState user(Training training, UserId id) {
    return Objects.requireNonNull(training.users().get(id)).state();
  }

  private static ItemState item(Training training, ItemId id) {
    return Objects.requireNonNull(training.items().get(id)).state();
  }
}
