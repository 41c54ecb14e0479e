package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.ItemId;

class MergeTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void merge_randomParts_isTheSortedUnion(long seed) {
    Random random = new Random(seed);
    List<List<Scored<ItemId>>> parts = new ArrayList<>();
    List<Scored<ItemId>> all = new ArrayList<>();
    int count = random.nextInt(17);
    for (int p = 0; p < count; p++) {
      List<Scored<ItemId>> part = part(random, p);
      parts.add(part);
      all.addAll(part);
    }
    Collections.sort(all);
    int k = random.nextInt(60);

    assertThat(Merge.merge(parts, k)).isEqualTo(all.subList(0, Math.min(k, all.size())));
  }

  @Test
  void merge_negativeZero_tiesWithZero() {
    Scored<ItemId> a = new Scored<>(new ItemId("a"), -0.0);
    Scored<ItemId> b = new Scored<>(new ItemId("b"), 0.0);

    assertThat(Merge.merge(List.of(List.of(b), List.of(a)), 2)).containsExactly(a, b);
  }

  @Test
  void merge_nothingOrKZero_isEmpty() {
    List<Scored<ItemId>> part = List.of(new Scored<>(new ItemId("a"), 1));

    assertThat(Merge.merge(List.of(), 3)).isEmpty();
    assertThat(Merge.merge(List.of(List.of(), part), 0)).isEmpty();
  }

  @Test
  void merge_negativeK_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Merge.merge(List.of(), -1));
  }

  @Test
  void scored_notANumber_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scored<>(new ItemId("a"), Double.NaN));
  }

  private static List<Scored<ItemId>> part(Random random, int number) {
    List<Scored<ItemId>> part = new ArrayList<>();
    int length = random.nextInt(8);
    for (int i = 0; i < length; i++) {
      part.add(new Scored<>(new ItemId(i + "-" + number), random.nextInt(6) - 3));
    }
    Collections.sort(part);
    return part;
  }
}
