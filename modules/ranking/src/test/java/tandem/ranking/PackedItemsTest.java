package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.FactorVector;
import tandem.model.ItemId;

class PackedItemsTest {

  private static final ItemId A = new ItemId("a");
  private static final ItemId B = new ItemId("b");
  private static final ItemId C = new ItemId("c");
  private static final FactorVector QUERY = FactorVector.of(1, 2);

  private final PackedItems<ItemId, String> items = new PackedItems<>(2);

  private void put(ItemId id, FactorVector vector, float bias, double number) {
    items.put(new PackedItem<>(id, vector, bias, number, "note of " + id));
  }

  private List<Scored<ItemId>> byInnerProduct(FactorVector query, int k, Set<ItemId> exclude) {
    return items.search(ListQuery.byInnerProduct(query, k, exclude));
  }

  private List<Scored<ItemId>> byCosine(FactorVector query, int k, Set<ItemId> exclude) {
    return items.search(ListQuery.byCosine(query, k, exclude));
  }

  private List<Scored<ItemId>> byNumber(int k, Set<ItemId> exclude) {
    return items.search(ListQuery.byNumber(0, k, exclude));
  }

  @Test
  void byInnerProduct_biasAndVector_areBothCounted() {
    put(A, FactorVector.of(1, 0), 0f, 0);
    put(B, FactorVector.of(0, 1), 0f, 0);
    put(C, FactorVector.of(0, 0), 1.5f, 0);

    assertThat(byInnerProduct(QUERY, 10, Set.of()))
        .containsExactly(new Scored<>(B, 2), new Scored<>(C, 1.5), new Scored<>(A, 1));
  }

  @Test
  void byInnerProduct_ties_areListedById() {
    put(C, QUERY, 0f, 0);
    put(A, QUERY, 0f, 0);
    put(B, QUERY, 0f, 0);

    assertThat(byInnerProduct(QUERY, 2, Set.of()))
        .containsExactly(new Scored<>(A, 5), new Scored<>(B, 5));
  }

  @ParameterizedTest
  @EnumSource(ListQuery.Ranking.class)
  void search_lessThanAnotherPartOfTheListHas_isLeftOut(ListQuery.Ranking ranking) {
    put(C, FactorVector.of(0, 1), 5f, 7);
    put(B, QUERY, 2f, 7);
    put(A, FactorVector.of(-1, 0), -5f, 3);
    ListQuery<ItemId, String> query =
        switch (ranking) {
          case INNER_PRODUCT -> ListQuery.byInnerProduct(QUERY, 2, Set.of());
          case COSINE -> ListQuery.byCosine(QUERY, 2, Set.of());
          case NUMBER -> ListQuery.byNumber(0, 2, Set.of());
        };
    SharedThreshold threshold = new SharedThreshold();
    List<Scored<ItemId>> alone = items.search(query);

    assertThat(items.search(query.sharing(threshold))).isEqualTo(alone).hasSize(2);
    assertThat(threshold.get()).isEqualTo(alone.get(1).score());
    threshold.raise(alone.get(0).score());
    assertThat(items.search(query.sharing(threshold)))
        .isEqualTo(alone.stream().filter(one -> one.score() == threshold.get()).toList());
  }

  @Test
  void byCosine_lengthAndBias_doNotCount() {
    put(A, FactorVector.of(100, 0), 50f, 0);
    put(B, FactorVector.of(0.001f, 0.002f), 0f, 0);
    put(C, FactorVector.of(-1, -2), 0f, 0);

    List<Scored<ItemId>> list = byCosine(QUERY, 3, Set.of());

    assertThat(list).extracting(Scored::item).containsExactly(B, A, C);
    assertThat(list).allMatch(scored -> scored.score() >= -1 && scored.score() <= 1);
  }

  @Test
  void byCosine_zeroVectorOrZeroQuery_scoresZero() {
    put(A, FactorVector.of(0, 0), 3f, 0);
    put(B, FactorVector.of(-1, -2), 3f, 0);

    assertThat(byCosine(QUERY, 1, Set.of())).containsExactly(new Scored<>(A, 0));
    assertThat(byCosine(FactorVector.of(0, 0), 2, Set.of()))
        .containsExactly(new Scored<>(A, 0), new Scored<>(B, 0));
  }

  @Test
  void byCosine_extremeLengths_stillGiveTheDirection() {
    put(A, FactorVector.of(1e9f, 1e9f), 0f, 0);
    put(B, FactorVector.of(1e-37f, -1e-37f), 0f, 0);
    put(C, FactorVector.of(Float.MIN_VALUE, 0), 0f, 0);

    List<Scored<ItemId>> list = byCosine(FactorVector.of(1e-30f, 1e-30f), 3, Set.of());

    assertThat(list).extracting(Scored::item).containsExactly(A, C, B);
    assertThat(list.get(0).score()).isGreaterThan(0.999);
    assertThat(list.get(1).score()).isCloseTo(0, within(1e-6)); // too short to tell
  }

  @Test
  void byNumber_itemWithoutIt_isListedLast() {
    put(A, QUERY, 0f, Double.NEGATIVE_INFINITY);
    put(B, QUERY, 0f, -1e300);
    put(C, QUERY, 0f, 7.000000001);

    assertThat(byNumber(9, Set.of()))
        .containsExactly(
            new Scored<>(C, 7.000000001),
            new Scored<>(B, -1e300),
            new Scored<>(A, Double.NEGATIVE_INFINITY));
  }

  @Test
  void lists_allExcluded_areEmpty() {
    put(A, QUERY, 0f, 0);
    Set<ItemId> exclude = Set.of(A, B);

    assertThat(byInnerProduct(QUERY, 5, exclude)).isEmpty();
    assertThat(byCosine(QUERY, 5, exclude)).isEmpty();
    assertThat(byNumber(5, exclude)).isEmpty();
  }

  @Test
  void lists_noItems_areEmpty() {
    assertThat(byInnerProduct(QUERY, 5, Set.of(A))).isEmpty();
    assertThat(byCosine(QUERY, 5, Set.of())).isEmpty();
    assertThat(byNumber(Integer.MAX_VALUE, Set.of())).isEmpty();
  }

  @Test
  void lists_kZero_areEmpty() {
    put(A, QUERY, 0f, 0);

    assertThat(byInnerProduct(QUERY, 0, Set.of())).isEmpty();
    assertThat(byCosine(QUERY, 0, Set.of())).isEmpty();
    assertThat(byNumber(0, Set.of())).isEmpty();
  }

  @Test
  void lists_kNegative_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> byNumber(-1, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> byInnerProduct(QUERY, -1, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> byCosine(QUERY, -1, Set.of()));
  }

  @Test
  void byInnerProduct_largestValues_doNotOverflow() {
    float largest = PackedItems.LARGEST;
    put(A, FactorVector.of(largest, largest), largest, 0);
    put(B, FactorVector.of(-largest, -largest), -largest, 0);

    assertThat(byInnerProduct(FactorVector.of(largest, largest), 2, Set.of()))
        .allMatch(scored -> Double.isFinite(scored.score()))
        .extracting(Scored::item)
        .containsExactly(A, B);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1.1e9f})
  void put_unusableFloat_isRefusedAndChangesNothing(float bad) {
    put(A, QUERY, 1f, 0);

    assertThatIllegalArgumentException().isThrownBy(() -> put(A, FactorVector.of(0, bad), 0f, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> put(B, QUERY, bad, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> byCosine(FactorVector.of(bad, 0), 1, Set.of()));

    assertThat(byInnerProduct(QUERY, 9, Set.of())).containsExactly(new Scored<>(A, 6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void put_unusableNumber_isRefused(double bad) {
    assertThatIllegalArgumentException().isThrownBy(() -> put(A, QUERY, 0f, bad));
    assertThat(items.size()).isZero();
  }

  @Test
  void put_otherLength_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> put(A, FactorVector.of(1), 0f, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> byInnerProduct(FactorVector.of(1, 2, 3), 1, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new PackedItems<>(0));
  }

  @Test
  void remove_allOfTwoBlocks_leavesNothingAndTakesNewOnes() {
    int n = 2 * Block.SLOTS + 1;
    for (int i = 0; i < n; i++) {
      put(new ItemId("i" + i), QUERY, i, i);
    }
    for (int i = 0; i < n; i++) {
      assertThat(items.remove(new ItemId("i" + i))).isTrue();
      assertThat(items.size()).isEqualTo(n - 1 - i);
    }
    assertThat(items.remove(new ItemId("i0"))).isFalse();
    put(A, QUERY, 0f, 1);

    assertThat(byNumber(3, Set.of())).containsExactly(new Scored<>(A, 1));
  }

  @Test
  void search_notesAskedFor_areTheOnlyOnesListed() {
    put(A, FactorVector.of(3, 0), 0f, 3);
    put(B, FactorVector.of(2, 0), 0f, 2);
    put(C, FactorVector.of(1, 0), 0f, 1);

    for (ListQuery<ItemId, String> query :
        List.of(
            ListQuery.<ItemId, String>byInnerProduct(QUERY, 2, Set.of(B)),
            ListQuery.<ItemId, String>byCosine(QUERY, 2, Set.of(B)),
            ListQuery.<ItemId, String>byNumber(0, 2, Set.of(B)))) {
      assertThat(items.search(query.of(note -> !note.equals("note of a"))))
          .extracting(Scored::item)
          .containsExactly(C);
    }
  }

  @Test
  void find_known_isWhatWasPutAndOthersAreNotHere() {
    put(A, QUERY, 1f, 2);
    put(A, FactorVector.of(5, 6), 3f, 4);

    assertThat(items.find(A))
        .contains(new PackedItem<>(A, FactorVector.of(5, 6), 3f, 4, "note of a"));
    assertThat(items.note(A)).contains("note of a");
    assertThat(items.find(B)).isEmpty();
    assertThat(items.note(B)).isEmpty();
    assertThat(items.contains(B)).isFalse();
  }

  @Test
  void tidy_queriesHaveCome_putsFirstWhatTheyCouldWant() {
    int n = 5_000;
    for (int i = 0; i < n; i++) {
      put(new ItemId("i" + i), FactorVector.of(i % 100, 0), i % 17, 0);
    }
    ToDoubleFunction<PackedItem<ItemId, String>> key =
        item -> item.bias() + item.vector().get(0) * Math.sqrt(5); // the length of the query
    assertThat(lowestOf(n / 16, key)).isLessThan(10);

    for (int query = 0; query < 200; query++) {
      byInnerProduct(QUERY, 1, Set.of());
      items.tidy(100);
    }

    double median = 50 * Math.sqrt(5) + 8;
    assertThat(lowestOf(n / 16, key)).isGreaterThan(1.5 * median);
    assertThat(lowestOf(n / 2 - 100, key)).isGreaterThan(0.9 * median);
  }

  /** The lowest key of the first {@code count} items as they are packed. */
  private double lowestOf(int count, ToDoubleFunction<PackedItem<ItemId, String>> key) {
    List<PackedItem<ItemId, String>> packed = new ArrayList<>();
    items.forEach(packed::add);
    return packed.stream().limit(count).mapToDouble(key).min().orElseThrow();
  }
}
