package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexQuery;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.protocol.InteractionRules;

class ExplorationTest {

  private static final Answers ANSWERS =
      new Answers(InteractionRules.defaults(), Objective.PREFERENCE);

  private static Exploration exploration(long seed) {
    return new Exploration(ANSWERS, 2, new Random(seed));
  }

  private static List<Hit> hits(String kind, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Hit(new ItemId(kind + i), -i, "", List.of()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"0,10,0", "0.04,10,0", "0.05,10,1", "0.2,10,2", "1,10,9", "1,1,0", "0.5,100,50"})
  void places_share_isRoundedAndNeverAll(double share, int k, int places) {
    assertThat(Exploration.places(share, k)).isEqualTo(places);
  }

  @Test
  void mix_anyDraw_keepsTheBestInOrderAndTheFirstPlace() {
    List<Hit> list = hits("a", 10);
    for (int seed = 0; seed < 200; seed++) {
      List<Exploration.Place> mixed = exploration(seed).mix(list, hits("n", 40), 3);
      assertThat(mixed).hasSize(10);
      assertThat(mixed.get(0)).isEqualTo(new Exploration.Place(list.get(0), false));
      assertThat(mixed).filteredOn(Exploration.Place::explored).hasSize(3);
      assertThat(mixed.stream().filter(place -> !place.explored()).map(Exploration.Place::hit))
          .isEqualTo(list.subList(0, 7));
      assertThat(mixed).extracting(place -> place.hit().item()).doesNotHaveDuplicates();
    }
  }

  @Test
  void mix_manyDraws_reachEveryPlaceAndEveryCandidate() {
    Set<Integer> places = new HashSet<>();
    Set<ItemId> items = new HashSet<>();
    for (int seed = 0; seed < 1_000; seed++) {
      List<Exploration.Place> mixed = exploration(seed).mix(hits("a", 10), hits("n", 40), 1);
      for (int n = 0; n < mixed.size(); n++) {
        if (mixed.get(n).explored()) {
          places.add(n);
          items.add(mixed.get(n).hit().item());
        }
      }
    }
    assertThat(places).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(items).hasSize(20);
  }

  @Test
  void mix_sameSeed_isTheSameList() {
    assertThat(exploration(7).mix(hits("a", 9), hits("n", 40), 4))
        .isEqualTo(exploration(7).mix(hits("a", 9), hits("n", 40), 4));
  }

  @Test
  void mix_noOtherCandidates_isTheListItself() {
    List<Hit> list = hits("a", 4);
    List<Exploration.Place> mixed = exploration(1).mix(list, list.subList(0, 2), 2);
    assertThat(mixed).extracting(Exploration.Place::hit).isEqualTo(list);
    assertThat(mixed).noneMatch(Exploration.Place::explored);
    assertThat(exploration(1).mix(List.of(), List.of(), 3)).isEmpty();
  }

  /** As where what was seen is in the list, and never among the candidates. */
  @Test
  void mix_fewerCandidatesThanPlaces_hasEachItemOnceAndTheListInOrder() {
    List<Hit> list = hits("a", 10);
    for (int seed = 0; seed < 200; seed++) {
      List<Exploration.Place> mixed = exploration(seed).mix(list, list.subList(0, 5), 9);
      assertThat(mixed)
          .extracting(Exploration.Place::hit)
          .containsExactlyInAnyOrderElementsOf(list);
      assertThat(mixed).filteredOn(Exploration.Place::explored).hasSize(4);
      assertThat(mixed)
          .filteredOn(place -> !place.explored())
          .extracting(Exploration.Place::hit)
          .isSubsetOf(list)
          .isSortedAccordingTo(Comparator.comparingDouble(hit -> -hit.score()));
    }
  }

  @Test
  void query_popularList_isByBiases() {
    IndexQuery query = exploration(1).query(IndexQuery.byHeat());
    assertThat(query.ranking()).isEqualTo(IndexQuery.Ranking.INNER_PRODUCT);
    assertThat(query.vector()).isEqualTo(FactorVector.of(0, 0));
    assertThat(query.bonus()).isEqualTo(3);
    assertThat(exploration(1).query(IndexQuery.byTrend(60)).ranking())
        .isEqualTo(IndexQuery.Ranking.INNER_PRODUCT);
    assertThat(exploration(1).query(IndexQuery.byTime()).ranking())
        .isEqualTo(IndexQuery.Ranking.LATEST);
    IndexQuery similar = new IndexQuery(IndexQuery.Ranking.COSINE, FactorVector.of(1, 0));
    assertThat(exploration(1).query(similar).ranking()).isEqualTo(IndexQuery.Ranking.COSINE);
  }
}
