package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.entity.index.Hit;
import tandem.http.ListOptions;
import tandem.http.ListOptions.Likeness;
import tandem.model.FactorVector;
import tandem.model.ItemId;

class DiversityTest {

  /** Two that point one way, of one category; one that points another; one that nothing is of. */
  private static final List<Hit> POOL =
      List.of(
          hit("a", 4, List.of("x", "y"), FactorVector.of(1, 0)),
          hit("b", 3.9, List.of("x", "y"), FactorVector.of(5, 0.1f)),
          hit("c", 3, List.of("y"), FactorVector.of(0, 2)),
          new Hit(new ItemId("d"), 1, "", List.of()));

  private static Hit hit(String id, double score, List<String> categories, FactorVector vector) {
    return new Hit(new ItemId(id), score, "", categories, new Hit.Detail(vector, 0f, List.of(), 0));
  }

  private static List<String> pick(int k, double diversity, Likeness by) {
    return Diversity.pick(POOL, k, new ListOptions(diversity, by, 0)).stream()
        .map(hit -> hit.item().value())
        .toList();
  }

  @Test
  void pick_none_isTheBest() {
    assertThat(pick(2, 0, Likeness.VECTORS)).containsExactly("a", "b");
    assertThat(pick(9, 0, Likeness.CATEGORIES)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void pick_byVectors_leavesOutWhatPointsTheSameWay() {
    assertThat(pick(3, 0.6, Likeness.VECTORS)).containsExactly("a", "c", "d");
    assertThat(pick(4, 0.6, Likeness.VECTORS)).containsExactly("a", "c", "d", "b");
  }

  @Test
  void pick_byCategories_countsThoseInCommon() {
    assertThat(pick(3, 0.8, Likeness.CATEGORIES)).containsExactly("a", "d", "c");
  }

  @ParameterizedTest
  @CsvSource({"1,100", "10,100", "20,200", "100,1000"})
  void pool_size_isTenTimesWithinBounds(int k, int size) {
    assertThat(Diversity.pool(k)).isEqualTo(size);
  }
}
