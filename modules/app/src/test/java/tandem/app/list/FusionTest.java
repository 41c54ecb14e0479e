package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.entity.index.Hit;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

class FusionTest {

  private static Fusion.Ranking ranking(Strategy strategy, double weight, String... ids) {
    List<Hit> hits = new ArrayList<>();
    for (String id : ids) {
      hits.add(new Hit(new ItemId(id), 100 - hits.size(), "", List.of()));
    }
    return new Fusion.Ranking(strategy, weight, hits);
  }

  private static List<String> ids(List<Fusion.Fused> fused) {
    return fused.stream().map(one -> one.hit().item().value()).toList();
  }

  @Test
  void fuse_rankings_isTheSumOfWeightsByRanks() {
    List<Fusion.Fused> fused =
        Fusion.fuse(
            List.of(
                ranking(Strategy.FACTORS, 1, "a", "b", "c"),
                ranking(Strategy.NEIGHBOURS, 1, "c", "d"),
                ranking(Strategy.POPULAR, 2, "d", "b")));
    assertThat(ids(fused)).containsExactly("d", "b", "c", "a");
    assertThat(fused.get(0).hit().score()).isCloseTo(1.0 / 12 + 2.0 / 11, within(1e-12));
    assertThat(fused.get(1).hit().score()).isCloseTo(1.0 / 12 + 2.0 / 12, within(1e-12));
    assertThat(fused.get(2).hit().score()).isCloseTo(1.0 / 13 + 1.0 / 11, within(1e-12));
    assertThat(fused.get(3).hit().score()).isCloseTo(1.0 / 11, within(1e-12));
    assertThat(fused.get(0).by()).containsExactly(Strategy.POPULAR, Strategy.NEIGHBOURS);
    assertThat(fused.get(2).by()).containsExactly(Strategy.NEIGHBOURS, Strategy.FACTORS);
  }

  @Test
  void fuse_one_keepsItsOrder() {
    assertThat(ids(Fusion.fuse(List.of(ranking(Strategy.POPULAR, 0.5, "b", "a", "c")))))
        .containsExactly("b", "a", "c");
  }

  @Test
  void fuse_equalSums_areById() {
    assertThat(
            ids(
                Fusion.fuse(
                    List.of(
                        ranking(Strategy.FACTORS, 1, "b", "a"),
                        ranking(Strategy.POPULAR, 1, "a", "b")))))
        .containsExactly("a", "b");
  }

  @Test
  void fuse_whatNobodyHasTaken_hasNoRankByPopularity() {
    Hit taken = new Hit(new ItemId("b"), 1, "", List.of());
    Hit not = new Hit(new ItemId("a"), Double.NEGATIVE_INFINITY, "", List.of());
    List<Fusion.Fused> fused =
        Fusion.fuse(
            List.of(
                ranking(Strategy.FACTORS, 1, "c", "a"),
                new Fusion.Ranking(Strategy.POPULAR, 1, List.of(taken, not))));
    assertThat(ids(fused)).containsExactly("b", "c", "a");
    assertThat(fused.get(2).by()).containsExactly(Strategy.FACTORS);
  }
}
