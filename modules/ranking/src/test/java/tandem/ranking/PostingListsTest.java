package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.ItemId;

class PostingListsTest {

  private static final CooccurrenceSettings SETTINGS = new CooccurrenceSettings(4, 2, 6, 3);
  private static final ItemId A = new ItemId("a");
  private static final ItemId B = new ItemId("b");
  private static final ItemId C = new ItemId("c");

  private final PostingLists lists = new PostingLists();

  private static Cooccurrence row(String... recent) {
    return Cooccurrence.NONE.add(Stream.of(recent).map(ItemId::new).toList(), SETTINGS);
  }

  private static ListQuery<ItemId, ItemId> best(int k, ItemId... exclude) {
    return ListQuery.byNumber(0, k, List.of(exclude));
  }

  private List<ItemId> found(ListQuery<ItemId, ItemId> query, ItemId... taken) {
    return lists
        .search(
            Stream.of(taken).map(item -> new PostingLists.Taken(item, 1)).toList(),
            List.of(),
            query)
        .stream()
        .map(Scored::item)
        .toList();
  }

  @Test
  void search_whatWasNeverTakenAfter_isInNoList() {
    lists.put(A, row("b"));
    lists.put(C, Cooccurrence.NONE);

    assertThat(found(best(5), B)).containsExactly(A);
    assertThat(found(best(5), A, C)).isEmpty();
    assertThat(found(best(0), B)).isEmpty();
    assertThat(found(best(5), B)).containsExactly(A); // nothing is left of the queries before
    assertThat(lists.search(List.of(), List.of(), best(5))).isEmpty();
  }

  @Test
  void search_excludedOrNotAdmissible_isLeftOut() {
    lists.put(A, row("c"));
    lists.put(B, row("x", "c"));

    assertThat(found(best(5), C)).containsExactly(A, B);
    assertThat(found(best(5, A), C)).containsExactly(B);
    assertThat(found(best(5).of(id -> !id.equals(B)), C)).containsExactly(A);
    assertThat(found(best(1), C)).containsExactly(A);
  }

  @Test
  void search_boostOrPenalty_multipliesTheSum() {
    lists.put(A, row("c"));
    lists.put(B, row("x", "c")); // 0.7 of it
    ListQuery<ItemId, ItemId> boosted = best(2).boosted(id -> id.equals(B) ? 1 : 0, 1);
    ListQuery<ItemId, ItemId> less =
        best(2).less(new Penalties<>(List.of(A, new ItemId("z")), FactorVector.of(2f, 1f)));

    List<Scored<ItemId>> twice =
        lists.search(List.of(new PostingLists.Taken(C, 1)), List.of(), boosted);
    assertThat(twice).extracting(Scored::item).containsExactly(B, A);
    assertThat(twice.get(0).score()).isCloseTo(0.5, within(1e-6)); // log2(2 · 2^(-1/2))
    assertThat(found(less, C)).containsExactly(B, A);
    assertThat(found(best(1).boosted(id -> id.equals(B) ? 1 : 0, 1), C)).containsExactly(B);
  }

  @Test
  void search_given_isAddedAndBringsInWhatHasNoRow() {
    lists.put(A, row("c"));
    List<PostingLists.Taken> taken = List.of(new PostingLists.Taken(C, 1));
    List<PostingLists.Given> given =
        List.of(new PostingLists.Given(0, A, 3), new PostingLists.Given(0, B, 2));

    List<Scored<ItemId>> list = lists.search(taken, given, best(5));
    assertThat(list).extracting(Scored::item).containsExactly(A, B);
    assertThat(list.get(0).score()).isCloseTo(2, within(1e-6)); // log2(1 + 3)
    assertThat(list.get(1).score()).isCloseTo(1, within(1e-6));
    assertThat(lists.shares(A, taken, given).get(0)).isCloseTo(4, within(1e-6));
    assertThat(lists.search(taken, List.of(), best(5))).extracting(Scored::item).containsExactly(A);
  }

  @Test
  void shares_ofAnItem_addUpToItsSum() {
    lists.put(A, row("c", "b"));
    List<PostingLists.Taken> taken =
        List.of(new PostingLists.Taken(B, 2), new PostingLists.Taken(A, 1));

    assertThat(lists.shares(A, taken, List.of()).get(0))
        .isCloseTo(2 * Math.sqrt(0.5), within(1e-6));
    assertThat(lists.shares(A, taken, List.of()).get(1)).isZero();
    assertThat(lists.shares(new ItemId("z"), taken, List.of())).containsExactly(0.0, 0.0);
  }

  @Test
  void search_afterRandomMoves_equalsSumsOverPlainRows() {
    SplittableRandom random = new SplittableRandom(7);
    Map<ItemId, Cooccurrence> rows = new LinkedHashMap<>();
    for (int step = 0; step < 4_000; step++) {
      ItemId item = item(random);
      Cooccurrence row =
          random.nextInt(20) == 0
              ? Cooccurrence.NONE
              : rows.getOrDefault(item, Cooccurrence.NONE).add(someItems(random), SETTINGS);
      rows.put(item, row);
      lists.put(item, row);
      assertThat(lists.row(item)).isEqualTo(row);
      if (step % 20 == 0) {
        List<PostingLists.Taken> taken = new ArrayList<>();
        someItems(random).forEach(id -> taken.add(new PostingLists.Taken(id, random.nextDouble())));
        assertIsBest(
            lists.search(taken, List.of(), best(10, item)), sums(rows, taken, Set.of(item)));
      }
    }
  }

  @Test
  void search_boostsPenaltiesAndFewPlaces_equalsTheSortedScoresOfAll() {
    SplittableRandom random = new SplittableRandom(8);
    for (int n = 0; n < 500; n++) {
      ItemId item = item(random);
      lists.put(item, lists.row(item).add(someItems(random), SETTINGS));
    }
    for (int n = 0; n < 300; n++) {
      List<PostingLists.Taken> taken = new ArrayList<>();
      someItems(random).forEach(id -> taken.add(new PostingLists.Taken(id, random.nextDouble())));
      ItemId lessOf = item(random);
      double most = 3 * random.nextDouble();
      Map<ItemId, Double> boosts = new HashMap<>();
      for (int i = 0; i < 60; i++) {
        boosts.put(new ItemId("i" + i), most * (1 - 2 * random.nextDouble()));
      }
      ListQuery<ItemId, ItemId> all =
          best(1_000)
              .boosted(id -> boosts.getOrDefault(id, 0.0), most)
              .less(new Penalties<>(List.of(lessOf), FactorVector.of(2f)));
      List<Scored<ItemId>> sorted = lists.search(taken, List.of(), all);
      int k = random.nextInt(12);
      ListQuery<ItemId, ItemId> few =
          best(k).boosted(all.boost().amount(), most).less(all.penalties());
      assertThat(lists.search(taken, List.of(), few))
          .isEqualTo(sorted.subList(0, Math.min(k, sorted.size())));
    }
  }

  private static Map<ItemId, Double> sums(
      Map<ItemId, Cooccurrence> rows, List<PostingLists.Taken> taken, Set<ItemId> exclude) {
    Map<ItemId, Double> sums = new HashMap<>();
    rows.forEach(
        (item, row) -> {
          double sum = 0;
          for (PostingLists.Taken one : taken) {
            sum += one.weight() * row.weightOf(one.item());
          }
          if (sum > 0 && !exclude.contains(item)) {
            sums.put(item, sum);
          }
        });
    return sums;
  }

  private static void assertIsBest(List<Scored<ItemId>> list, Map<ItemId, Double> sums) {
    List<Double> expected = new ArrayList<>(sums.values());
    expected.sort(Collections.reverseOrder());
    assertThat(list).hasSize(Math.min(10, sums.size()));
    assertThat(new HashSet<>(list)).hasSameSizeAs(list);
    for (int n = 0; n < list.size(); n++) {
      double sum = Math.pow(2, list.get(n).score());
      assertThat(sum).isCloseTo(expected.get(n), within(1e-5 * expected.get(n)));
      assertThat(sum).isCloseTo(sums.get(list.get(n).item()), within(1e-5 * sum));
    }
  }

  private static ItemId item(SplittableRandom random) {
    return new ItemId("i" + random.nextInt(60));
  }

  private static List<ItemId> someItems(SplittableRandom random) {
    Set<ItemId> items = new HashSet<>();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      items.add(item(random));
    }
    return List.copyOf(items);
  }
}
