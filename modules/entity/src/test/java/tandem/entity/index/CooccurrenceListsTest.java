package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;
import tandem.ranking.Penalties;
import tandem.ranking.PostingLists;

/** Lists by what was taken after certain items, from the index. */
class CooccurrenceListsTest {

  private static final CooccurrenceSettings COUNTED = CooccurrenceSettings.defaults();
  private static final ItemDescription HORROR = new ItemDescription("t", List.of("horror"), false);

  private final IndexContents contents =
      new IndexContents(new Sgd(ModelSettings.rating().withFactors(1)));

  private static Cooccurrence row(String... recent) {
    return Cooccurrence.NONE.add(Stream.of(recent).map(ItemId::new).toList(), COUNTED);
  }

  private void keep(String id, long sequence, ItemDescription description, Cooccurrence row) {
    contents.keep(
        new IndexedItem(
            new ItemId(id),
            sequence,
            FactorVector.of(1f),
            0f,
            0,
            0,
            description,
            false,
            Recency.UNKNOWN,
            row));
  }

  private static IndexQuery after(String... items) {
    return IndexQuery.byCooccurrence(
        Stream.of(items).map(id -> new PostingLists.Taken(new ItemId(id), 1)).toList(), List.of());
  }

  private List<String> ids(IndexQuery query, String... exclude) {
    Set<ItemId> without = Set.of(Stream.of(exclude).map(ItemId::new).toArray(ItemId[]::new));
    return contents.topK(query, 9, without, Instant.EPOCH).stream()
        .map(hit -> hit.item().value())
        .toList();
  }

  @Test
  void topK_byCooccurrence_hasWhatIsListedAndWanted() {
    keep("near", 1, HORROR, row("x"));
    keep("far", 1, ItemDescription.NONE, row("y", "x"));
    keep("hidden", 1, new ItemDescription("", List.of(), true), row("x"));
    keep("other", 1, HORROR, row("z"));

    assertThat(ids(after("x"))).containsExactly("near", "far");
    assertThat(ids(after("x"), "near")).containsExactly("far");
    assertThat(ids(after("x", "z"))).containsExactly("near", "other", "far");
    Filter horror = new Filter.Category(List.of("horror"));
    assertThat(ids(after("x").with(horror, List.of()))).containsExactly("near");
    Filter not = new Filter.Not(horror);
    assertThat(ids(after("x").with(Filter.everything(), List.of(new IndexQuery.Boost(not, 3)))))
        .containsExactly("far", "near");
  }

  @Test
  void topK_detailed_saysWhatEachItemAdds() {
    keep("i", 1, ItemDescription.NONE, row("y", "x"));

    Hit hit = contents.topK(after("x", "w", "y").detailed(true), 1, Set.of(), Instant.EPOCH).get(0);
    assertThat(hit.score()).isCloseTo(Math.log(1 + Math.sqrt(0.5)) / Math.log(2), within(1e-6));
    List<Double> shares = Objects.requireNonNull(Objects.requireNonNull(hit.detail()).shares());
    assertThat(shares.get(0)).isCloseTo(Math.sqrt(0.5), within(1e-6));
    assertThat(shares.get(1)).isZero();
    assertThat(shares.get(2)).isCloseTo(1, within(1e-6));
  }

  @Test
  void topK_given_isForItemsThatAreHere() {
    keep("i", 1, ItemDescription.NONE, Cooccurrence.NONE);
    List<PostingLists.Given> given =
        List.of(
            new PostingLists.Given(0, new ItemId("i"), 1),
            new PostingLists.Given(0, new ItemId("elsewhere"), 9));
    IndexQuery query =
        IndexQuery.byCooccurrence(List.of(new PostingLists.Taken(new ItemId("x"), 1)), given);

    assertThat(ids(query)).containsExactly("i");
    int partition = new ItemId("i").partition(64);
    assertThat(query.in(partition, 64).given()).extracting(one -> one.item().value()).contains("i");
    assertThat(query.in((partition + 1) % 64, 64).given())
        .extracting(one -> one.item().value())
        .doesNotContain("i");
  }

  @Test
  void keep_olderMove_leavesTheRow() {
    keep("i", 2, ItemDescription.NONE, row("x"));
    keep("i", 1, ItemDescription.NONE, row("y"));

    assertThat(ids(after("x"))).containsExactly("i");
    assertThat(ids(after("y"))).isEmpty();
    keep("i", 3, ItemDescription.NONE, row("y"));
    assertThat(ids(after("x"))).isEmpty();
    assertThat(ids(after("y"))).containsExactly("i");
  }

  @Test
  void topK_besideOtherQueries_keepsTheirOrder() {
    keep("i", 1, ItemDescription.NONE, row("x"));
    keep("j", 1, ItemDescription.NONE, row("y"));
    List<List<Hit>> lists =
        contents.topK(
            Stream.of(after("x"), IndexQuery.byHeat(), after("y"))
                .map(
                    query ->
                        new IndexContents.Wanted(
                            query, 9, List.of(), Penalties.none(), Instant.EPOCH))
                .toList());
    assertThat(lists).extracting(List::size).containsExactly(1, 2, 1);
    assertThat(lists.get(2).get(0).item()).isEqualTo(new ItemId("j"));
  }

  @Test
  void apply_changeOfTheRow_goesOnFromTheRowThatIsThere() {
    Cooccurrence first = row("x");
    Cooccurrence second = first.add(List.of(new ItemId("y")), COUNTED);
    Cooccurrence third = second.add(List.of(new ItemId("x")), COUNTED);
    keep("i", 1, ItemDescription.NONE, first);
    ItemId id = new ItemId("i");
    contents.apply(
        id,
        3,
        new ItemEvent.Learned(
            List.of(),
            new Factors(FactorVector.of(1f), 0f, 0f, 3),
            0,
            Recency.UNKNOWN,
            second.since(first).then(third.since(second))));

    assertThat(contents.find(id).orElseThrow().row()).isEqualTo(third);
    contents.apply(id, 4, new ItemEvent.Removed());
    assertThat(contents.find(id).orElseThrow().row()).isEqualTo(third);
    assertThat(ids(after("x"))).isEmpty();
  }
}
