package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.model.content.ContentSpace;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;
import tandem.ranking.Penalties;

/** Lists by likeness of descriptions. */
class ContentIndexTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int ITEMS = 300;
  private static final String[] KINDS = {"space", "love", "war", "sea", "west", "crime", "song"};

  private final Random random = new Random(5);
  private Optional<ContentSpace> space = Optional.empty();
  private final IndexContents contents =
      new IndexContents(new Sgd(ModelSettings.rating().withFactors(2)), () -> space);
  private final List<IndexedItem> items = new ArrayList<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private ItemDescription kinds() {
    Set<String> kinds = new TreeSet<>();
    for (int n = 0; n < 3; n++) {
      kinds.add(KINDS[random.nextInt(KINDS.length)]);
    }
    return new ItemDescription("", List.copyOf(kinds), false);
  }

  private static ItemDescription of(String... kinds) {
    return new ItemDescription("", List.of(kinds), false);
  }

  private static IndexedItem item(String id, long sequence, ItemDescription description) {
    return new IndexedItem(
        new ItemId(id), sequence, FactorVector.of(1f, 0f), 0f, 0, 0, description, false);
  }

  private void catalogue() {
    for (int i = 0; i < ITEMS; i++) {
      IndexedItem item = item("i" + i, 1, kinds());
      items.add(item);
      contents.keep(item);
    }
  }

  private ContentSpace spaceOf(int dimensions) {
    return ContentSpace.of(
        items.stream().map(item -> DescriptionTerms.of(item.description())).toList(),
        dimensions,
        1);
  }

  private int placeAll() {
    int steps = 0;
    while (contents.hasToPlace()) {
      contents.place();
      steps++;
    }
    return steps;
  }

  private static IndexQuery.Described like(double weight, String... kinds) {
    return new IndexQuery.Described(DescriptionTerms.of(of(kinds)).values(), weight);
  }

  private static IndexQuery query(IndexQuery.Described... like) {
    return IndexQuery.byContent(List.of(like), 2);
  }

  private List<Hit> list(IndexQuery query, int k, Set<ItemId> exclude) {
    return contents.topK(query, k, exclude, Instant.EPOCH);
  }

  private static List<String> ids(List<Hit> hits) {
    return hits.stream().map(hit -> hit.item().value()).toList();
  }

  private static double cosine(FactorVector a, FactorVector b) {
    return a.dot(b) / Math.sqrt((double) a.dot(a) * b.dot(b));
  }

  /** 2 cos(x, space and sea) + cos(x, love), with x where its description says. */
  private double likeness(ContentSpace where, ItemDescription description) {
    FactorVector x = where.coordinates(DescriptionTerms.of(description));
    return 2 * cosine(x, where.coordinates(DescriptionTerms.of(of("space", "sea"))))
        + cosine(x, where.coordinates(DescriptionTerms.of(of("love"))));
  }

  @Test
  void topK_placed_isTheExactOrderBySumsOfCosines() {
    catalogue();
    ContentSpace where = spaceOf(4);
    space = Optional.of(where);
    placeAll();
    Set<ItemId> exclude = Set.of(items.get(7).id(), items.get(8).id());
    Filter filter = new Filter.Not(new Filter.Category(List.of("war")));
    IndexQuery query = query(like(2, "space", "sea"), like(1, "love")).with(filter, List.of());

    List<Hit> list = list(query, 40, exclude);

    List<Double> best =
        items.stream()
            .filter(item -> !exclude.contains(item.id()) && filter.admits(item.description()))
            .map(item -> likeness(where, item.description()))
            .sorted(Comparator.reverseOrder())
            .limit(40)
            .toList();
    assertThat(list).hasSize(40);
    double scale = list.get(0).score() / best.get(0);
    for (int n = 0; n < 40; n++) {
      assertThat(list.get(n).score()).isCloseTo(scale * best.get(n), within(1e-5));
      assertThat(filter.admits(of(list.get(n).categories().toArray(String[]::new)))).isTrue();
    }
  }

  @Test
  void topK_penalties_areTakenOffTheCosines() {
    catalogue();
    space = Optional.of(spaceOf(4));
    placeAll();
    IndexQuery query = query(like(1, "space", "sea"));
    List<Hit> before = list(query, ITEMS, Set.of());
    Hit first = before.get(0);
    Penalties<ItemId> penalties =
        new Penalties<>(List.of(first.item()), FactorVector.of((float) first.score() + 2));

    List<Hit> after =
        contents
            .topK(
                List.of(new IndexContents.Wanted(query, ITEMS, Set.of(), penalties, Instant.EPOCH)))
            .get(0);

    assertThat(after.subList(0, after.size() - 1)).isEqualTo(before.subList(1, before.size()));
    assertThat(after.get(after.size() - 1).item()).isEqualTo(first.item());
    assertThat(after.get(after.size() - 1).score()).isCloseTo(-2, within(1e-5));
  }

  @Test
  void topK_detailed_hasSharesThatAddUp() {
    catalogue();
    space = Optional.of(spaceOf(4));
    placeAll();
    IndexQuery query = query(like(2, "space", "sea"), like(1, "love"), like(1, "unheard of"));

    for (Hit hit : list(query.detailed(true), 20, Set.of())) {
      Hit.Detail detail = Objects.requireNonNull(hit.detail());
      List<Double> shares = Objects.requireNonNull(detail.shares());
      assertThat(shares).hasSize(3).last().isEqualTo(0.0);
      double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
      assertThat(sum).isCloseTo(hit.score(), within(1e-5));
      assertThat(detail.vector()).isEqualTo(FactorVector.of(1f, 0f)); // the learned one
    }
  }

  @Test
  void topK_besideOtherRankings_givesEachItsOwn() {
    catalogue();
    space = Optional.of(spaceOf(4));
    placeAll();
    IndexQuery alike = query(like(1, "space"));
    List<IndexContents.Wanted> wanted = new ArrayList<>();
    for (IndexQuery query : List.of(alike, IndexQuery.byHeat(), alike, IndexQuery.byHeat())) {
      wanted.add(
          new IndexContents.Wanted(
              query, 5 + wanted.size(), Set.of(), Penalties.none(), Instant.EPOCH));
    }

    List<List<Hit>> lists = contents.topK(wanted);

    for (int w = 0; w < wanted.size(); w++) {
      assertThat(lists.get(w)).isEqualTo(list(wanted.get(w).query(), 5 + w, Set.of()));
    }
  }

  @Test
  void keep_newDescription_isInListsAtOnceAndAnOldOneNoLonger() {
    catalogue();
    space = Optional.of(spaceOf(7));
    placeAll();
    contents.keep(item("new", 1, of("space")));
    contents.keep(item("hidden", 1, new ItemDescription("", List.of("space"), true)));
    contents.keep(item("none", 1, ItemDescription.NONE));
    contents.keep(item("other", 1, of("unheard of")));
    IndexQuery query = query(like(1, "space"));

    List<Hit> all = list(query, 1_000, Set.of());
    assertThat(all.get(0).score()).isCloseTo(1, within(1e-5));
    assertThat(ids(all)).hasSize(ITEMS + 1).contains("new").doesNotContain("none", "other");

    contents.keep(item("new", 2, of("love")));
    assertThat(list(query, 1_000, Set.of()))
        .filteredOn(hit -> hit.item().value().equals("new"))
        .allMatch(hit -> hit.score() < 0.9);
    contents.apply(new ItemId("new"), 3, new ItemEvent.Removed());
    assertThat(ids(list(query, 1_000, Set.of()))).hasSize(ITEMS).doesNotContain("new");
  }

  @Test
  void place_anotherSpace_isMadeInStepsWhileTheOneBeforeAnswers() {
    catalogue();
    IndexQuery query = query(like(1, "space"));
    assertThat(contents.hasToPlace()).isFalse();
    assertThat(contents.isUnplaced(query)).isTrue();
    assertThat(contents.isUnplaced(IndexQuery.byHeat())).isFalse();
    assertThat(list(query, 5, Set.of())).isEmpty();
    space = Optional.of(spaceOf(7));
    assertThat(placeAll()).isEqualTo((ITEMS + 63) / 64);
    List<Hit> before = list(query, 1_000, Set.of());

    space = Optional.of(spaceOf(2));
    contents.place();
    contents.keep(item("early", 1, of("space"))); // while the new one is made
    contents.keep(item("i0", 2, of("space")));
    assertThat(ids(list(query, 1_000, Set.of()))).containsAll(ids(before)).contains("early");
    assertThat(contents.isUnplaced(query)).isFalse();
    placeAll();

    List<Hit> after = list(query, 1_000, Set.of());
    assertThat(ids(after)).containsExactlyInAnyOrderElementsOf(withEarly(before));
    assertThat(after).filteredOn(hit -> !before.contains(hit)).hasSizeGreaterThan(ITEMS / 2);
    assertThat(after)
        .filteredOn(hit -> hit.item().value().matches("early|i0"))
        .allMatch(hit -> hit.score() > 0.9999);
  }

  private static List<String> withEarly(List<Hit> hits) {
    List<String> ids = new ArrayList<>(ids(hits));
    ids.add("early");
    return ids;
  }

  @Test
  void topK_nothingKnownOfTheQuery_isEmpty() {
    catalogue();
    space = Optional.of(spaceOf(4));
    placeAll();

    assertThat(list(query(like(1, "unheard of")), 5, Set.of())).isEmpty();
  }

  @Test
  void partition_space_isFoundByTheNextReadOfTheJournal() {
    IndexFixture f = new IndexFixture(KIT);
    f.loaded(
        9,
        f.row(0, 1, 1f, of("space", "sea"), false),
        f.row(1, 1, 1f, of("love", "song"), false),
        f.row(2, 1, 1f));
    IndexQuery query = query(like(1, "love"));
    assertThat(ask(f, query).unplaced()).isTrue();
    catalogue();
    f.space = Optional.of(spaceOf(7));
    f.journalRead(9, 10);
    f.probe.awaitAssert(
        () -> {
          IndexPartition.Hits hits = ask(f, query);
          assertThat(hits.unplaced()).isFalse();
          assertThat(hits.hits().stream().map(Hit::item)).containsExactlyElementsOf(f.ids(1, 0));
          return null;
        });
  }

  private static IndexPartition.Hits ask(IndexFixture f, IndexQuery query) {
    f.index.tell(new IndexPartition.TopK(query, 5, List.of(), f.probe.ref().narrow()));
    return f.probe.expectMessageClass(IndexPartition.Hits.class);
  }
}
