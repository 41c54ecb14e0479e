package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.entity.index.Index;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.http.BasketItem;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.UserId;
import tandem.protocol.InteractionRules;
import tandem.protocol.ItemDescription;

class BasketsTest {

  private static final int FACTORS = 4;
  private static final ItemId ITEM = new ItemId("a");

  private final Random random = new Random(5);

  private FactorVector vector() {
    float[] values = new float[FACTORS];
    for (int f = 0; f < FACTORS; f++) {
      values[f] = (float) random.nextGaussian();
    }
    return FactorVector.wrap(values);
  }

  private IndexedItem item(ItemId id, boolean removed) {
    return new IndexedItem(id, 1, vector(), 0.3f, 0, 9, ItemDescription.NONE, removed);
  }

  private UserEntity.Profile user() {
    Factors factors = new Factors(vector(), 0.2f, 1f, 3);
    return new UserEntity.Profile(
        new UserId("u"), factors, 3.5f, List.of(ITEM), List.of(ITEM), 0, 0, 0);
  }

  /** What the model predicts of the item: rating, or what the vectors say of it. */
  private static double predicted(
      Objective objective, UserEntity.Profile user, FactorVector vector, IndexedItem item) {
    double taste = vector.dot(item.vector());
    return objective == Objective.RATING
        ? user.mean() + user.factors().bias() + item.bias() + taste
        : taste;
  }

  @ParameterizedTest
  @EnumSource(Objective.class)
  void beyond_highRating_movesTheUserTowardsItAndNotPast(Objective objective) {
    Baskets baskets = new Baskets(InteractionRules.defaults(), objective, FACTORS);
    double target = objective == Objective.RATING ? 5 : 1;
    for (int n = 0; n < 200; n++) {
      IndexedItem item = item(ITEM, false);
      UserEntity.Profile user = user();
      List<BasketItem> basket = List.of(new BasketItem(ITEM, "rating", 5.0));
      FactorVector own = user.factors().vector();
      FactorVector moved =
          own.plus(baskets.vector(baskets.beyond(user, basket, Map.of(ITEM, item))));

      double before = target - predicted(objective, user, own, item);
      double after = target - predicted(objective, user, moved, item);
      if (objective == Objective.PREFERENCE && before <= 0) {
        assertThat(moved).isEqualTo(own);
      } else {
        assertThat(Math.abs(after)).isLessThan(Math.abs(before) + 1e-4);
        assertThat(after * before).isGreaterThan(-1e-4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Objective.class)
  void beyond_nothingKnown_isNoStep(Objective objective) {
    Baskets baskets = new Baskets(InteractionRules.defaults(), objective, FACTORS);
    List<BasketItem> basket = List.of(new BasketItem(new ItemId("gone"), "view", null));
    assertThat(baskets.vector(baskets.beyond(user(), basket, Map.of())))
        .isEqualTo(FactorVector.of(0, 0, 0, 0));
  }

  @Test
  void named_removedItem_isNotKnown() {
    Set<ItemId> ids = Set.of(ITEM, new ItemId("b"), new ItemId("c"));
    Map<ItemId, IndexedItem> found =
        Map.of(ITEM, item(ITEM, true), new ItemId("b"), item(new ItemId("b"), false));
    Baskets.Named whole = Baskets.Named.of(ids, new Index.Known(found, List.of()));
    assertThat(whole.unknown()).containsExactly(ITEM, new ItemId("c"));
    assertThat(Baskets.Named.of(ids, new Index.Known(found, List.of(3))).unknown()).isEmpty();
  }
}
