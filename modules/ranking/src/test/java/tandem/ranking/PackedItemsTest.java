package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.FactorVector;
import tandem.model.ItemId;

class PackedItemsTest {

  private static final ItemId A = new ItemId("a");
  private static final ItemId B = new ItemId("b");
  private static final ItemId C = new ItemId("c");
  private static final FactorVector QUERY = FactorVector.of(1, 2);

  private final PackedItems items = new PackedItems(2);

  @Test
  void byInnerProduct_biasAndVector_areBothCounted() {
    items.put(A, FactorVector.of(1, 0), 0f, 0);
    items.put(B, FactorVector.of(0, 1), 0f, 0);
    items.put(C, FactorVector.of(0, 0), 1.5f, 0);

    assertThat(items.byInnerProduct(QUERY, 10, Set.of()))
        .containsExactly(new Scored(B, 2), new Scored(C, 1.5), new Scored(A, 1));
  }

  @Test
  void byInnerProduct_ties_areListedById() {
    items.put(C, QUERY, 0f, 0);
    items.put(A, QUERY, 0f, 0);
    items.put(B, QUERY, 0f, 0);

    assertThat(items.byInnerProduct(QUERY, 2, Set.of()))
        .containsExactly(new Scored(A, 5), new Scored(B, 5));
  }

  @Test
  void byCosine_lengthAndBias_doNotCount() {
    items.put(A, FactorVector.of(100, 0), 50f, 0);
    items.put(B, FactorVector.of(0.001f, 0.002f), 0f, 0);
    items.put(C, FactorVector.of(-1, -2), 0f, 0);

    List<Scored> list = items.byCosine(QUERY, 3, Set.of());

    assertThat(list).extracting(Scored::item).containsExactly(B, A, C);
    assertThat(list).allMatch(scored -> scored.score() >= -1 && scored.score() <= 1);
  }

  @Test
  void byCosine_zeroVectorOrZeroQuery_scoresZero() {
    items.put(A, FactorVector.of(0, 0), 3f, 0);
    items.put(B, FactorVector.of(-1, -2), 3f, 0);

    assertThat(items.byCosine(QUERY, 1, Set.of())).containsExactly(new Scored(A, 0));
    assertThat(items.byCosine(FactorVector.of(0, 0), 2, Set.of()))
        .containsExactly(new Scored(A, 0), new Scored(B, 0));
  }

  @Test
  void byCosine_extremeLengths_stillGiveTheDirection() {
    items.put(A, FactorVector.of(1e9f, 1e9f), 0f, 0);
    items.put(B, FactorVector.of(1e-37f, -1e-37f), 0f, 0);
    items.put(C, FactorVector.of(Float.MIN_VALUE, 0), 0f, 0);

    List<Scored> list = items.byCosine(FactorVector.of(1e-30f, 1e-30f), 3, Set.of());

    assertThat(list).extracting(Scored::item).containsExactly(A, B, C);
    assertThat(list.get(0).score()).isGreaterThan(0.999);
    assertThat(list.get(2).score()).isZero();
  }

  @Test
  void byHeat_neverSeen_isListedLast() {
    items.put(A, QUERY, 0f, Double.NEGATIVE_INFINITY);
    items.put(B, QUERY, 0f, -1e300);
    items.put(C, QUERY, 0f, 7.000000001);

    assertThat(items.byHeat(9, Set.of()))
        .containsExactly(
            new Scored(C, 7.000000001),
            new Scored(B, -1e300),
            new Scored(A, Double.NEGATIVE_INFINITY));
  }

  @Test
  void lists_allExcluded_areEmpty() {
    items.put(A, QUERY, 0f, 0);
    Set<ItemId> exclude = Set.of(A, B);

    assertThat(items.byInnerProduct(QUERY, 5, exclude)).isEmpty();
    assertThat(items.byCosine(QUERY, 5, exclude)).isEmpty();
    assertThat(items.byHeat(5, exclude)).isEmpty();
  }

  @Test
  void lists_noItems_areEmpty() {
    assertThat(items.byInnerProduct(QUERY, 5, Set.of(A))).isEmpty();
    assertThat(items.byCosine(QUERY, 5, Set.of())).isEmpty();
    assertThat(items.byHeat(Integer.MAX_VALUE, Set.of())).isEmpty();
  }

  @Test
  void lists_kZero_areEmpty() {
    items.put(A, QUERY, 0f, 0);

    assertThat(items.byInnerProduct(QUERY, 0, Set.of())).isEmpty();
    assertThat(items.byCosine(QUERY, 0, Set.of())).isEmpty();
    assertThat(items.byHeat(0, Set.of())).isEmpty();
  }

  @Test
  void lists_kNegative_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> items.byHeat(-1, Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> items.byInnerProduct(QUERY, -1, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> items.byCosine(QUERY, -1, Set.of()));
  }

  @Test
  void byInnerProduct_largestValues_doNotOverflow() {
    float largest = PackedItems.LARGEST;
    items.put(A, FactorVector.of(largest, largest), largest, 0);
    items.put(B, FactorVector.of(-largest, -largest), -largest, 0);

    assertThat(items.byInnerProduct(FactorVector.of(largest, largest), 2, Set.of()))
        .allMatch(scored -> Double.isFinite(scored.score()))
        .extracting(Scored::item)
        .containsExactly(A, B);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1.1e9f})
  void put_unusableFloat_isRefusedAndChangesNothing(float bad) {
    items.put(A, QUERY, 1f, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> items.put(A, FactorVector.of(0, bad), 0f, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> items.put(B, QUERY, bad, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> items.byCosine(FactorVector.of(bad, 0), 1, Set.of()));

    assertThat(items.byInnerProduct(QUERY, 9, Set.of())).containsExactly(new Scored(A, 6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void put_unusableHeat_isRefused(double bad) {
    assertThatIllegalArgumentException().isThrownBy(() -> items.put(A, QUERY, 0f, bad));
    assertThat(items.size()).isZero();
  }

  @Test
  void put_otherLength_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> items.put(A, FactorVector.of(1), 0f, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> items.byInnerProduct(FactorVector.of(1, 2, 3), 1, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new PackedItems(0));
  }

  @Test
  void remove_allOfTwoBlocks_leavesNothingAndTakesNewOnes() {
    int n = 2 * Block.SLOTS + 1;
    for (int i = 0; i < n; i++) {
      items.put(new ItemId("i" + i), QUERY, i, i);
    }
    for (int i = 0; i < n; i++) {
      assertThat(items.remove(new ItemId("i" + i))).isTrue();
      assertThat(items.size()).isEqualTo(n - 1 - i);
    }
    assertThat(items.remove(new ItemId("i0"))).isFalse();
    items.put(A, QUERY, 0f, 1);

    assertThat(items.byHeat(3, Set.of())).containsExactly(new Scored(A, 1));
  }
}
