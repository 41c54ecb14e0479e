package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.index.IndexFixture.again;
import static tandem.entity.index.IndexFixture.taken;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.item.ItemState;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;
import tandem.model.Sgd;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

class IndexPartitionTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final ItemDescription HIDDEN = new ItemDescription("h", List.of(), true);
  private static final ItemDescription SHOWN = new ItemDescription("s", List.of("c"), false);

  private final IndexFixture f = new IndexFixture(KIT);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private IndexStore.Change change(int n, long sequence, ItemEvent event) {
    return new IndexStore.Change(f.ids.get(n), sequence, event);
  }

  @Test
  void topK_loadedRows_areRankedAndExcluded() {
    f.loaded(9, f.row(0, 1, 1f), f.row(1, 1, 3f), f.row(2, 1, 2f));
    assertThat(f.best(2)).isEqualTo(f.ids(1, 2));
    f.askTopK(2, f.ids.get(1), f.ids.get(1), new ItemId("elsewhere"));
    assertThat(f.hits()).isEqualTo(f.ids(2, 0));
    assertThat(f.best(0)).isEmpty();
    assertThat(f.status()).isEqualTo(new IndexPartition.Status(IndexFixture.PARTITION, true, 3, 3));
  }

  @Test
  void topK_otherRankings_rankByCosineAndHeat() {
    f.loaded(9, f.row(0, 1, 1f, SHOWN, false), f.row(1, 1, 3f), f.row(2, 1, -2f));
    IndexQuery cosine = new IndexQuery(IndexQuery.Ranking.COSINE, FactorVector.of(-1f, 0f));
    f.index.tell(new IndexPartition.TopK(cosine, 3, List.of(), f.probe.ref().narrow()));
    assertThat(f.hits()).isEqualTo(f.ids(2, 0, 1));
    f.index.tell(new IndexPartition.TopK(IndexQuery.byHeat(), 2, f.ids(1), f.probe.ref().narrow()));
    List<Hit> hits = f.probe.expectMessageClass(IndexPartition.Hits.class).hits();
    assertThat(hits)
        .containsExactly(
            new Hit(f.ids.get(0), 1, "s", List.of("c")), new Hit(f.ids.get(2), -2, "", List.of()));
  }

  @Test
  void topK_itemsNotYetOrNoLongerAvailable_areLeftOutByTheClock() {
    Instant now = f.clock.instant();
    f.loaded(
        9,
        f.row(0, 1, 1f),
        f.row(1, 1, 3f, available(now.plusMillis(1), null), false),
        f.row(2, 1, 2f, available(null, now.plusMillis(1)), false));
    assertThat(f.best(3)).isEqualTo(f.ids(2, 0));
    f.clock.set(now.plusMillis(1));
    assertThat(f.best(3)).isEqualTo(f.ids(1, 0));
    assertThat(f.best(1)).isEqualTo(f.ids(1));
    f.move(f.row(1, 2, 3f, available(now.plusMillis(9), null), false));
    f.move(f.row(2, 2, 2f)); // always
    assertThat(f.best(3)).isEqualTo(f.ids(2, 0));
  }

  private static ItemDescription available(@Nullable Instant from, @Nullable Instant until) {
    return new ItemDescription(
        "", List.of(), false, Attributes.NONE, new Availability(from, until));
  }

  @Test
  void load_changesBehindTheRows_areApplied() {
    f.giveRows(50_000, f.row(0, 4, 1f), f.row(2, 9, 1f));
    FakeIndexStore.HeadsAsked heads = taken(f.store.heads);
    assertThat(heads.after()).isEqualTo(40_000); // a margin, for what committed late
    ItemId elsewhere = IndexFixture.idsOf(0, 1).get(0);
    assertThat(heads.wanted()).accepts(f.ids.get(0)).rejects(elsewhere);
    heads.give(50_003, f.head(0, 5), f.head(1, 1), f.head(2, 9));
    FakeIndexStore.GapsAsked missing = taken(f.store.gaps);
    assertThat(missing.gaps())
        .containsExactly(
            new IndexStore.Gap(f.ids.get(0), 4, 5), new IndexStore.Gap(f.ids.get(1), 0, 1));
    assertThat(f.statusNow().loaded()).isFalse();
    missing.give(
        f.learned(0, 4, 99f), // it has that
        f.learned(0, 5, 7f),
        change(1, 1, new ItemEvent.Described(SHOWN)),
        new IndexStore.Change(elsewhere, 1, new ItemEvent.Removed()));
    f.status();
    assertThat(f.items(0, 1))
        .containsExactly(
            f.row(0, 5, 7f),
            IndexedItem.of(
                    f.ids.get(1), 0, ItemState.fresh(IndexFixture.SGD.freshItem(f.ids.get(1))))
                .apply(1, new ItemEvent.Described(SHOWN)));
    f.index.tell(new IndexPartition.GetItems(List.of(elsewhere), f.probe.ref().narrow()));
    assertThat(f.probe.expectMessageClass(IndexPartition.Found.class).items()).isEmpty();
  }

  @Test
  void moved_loaded_tellsSinceWhenItsOldestEventWaited() {
    f.loaded(1, f.row(0, 1, 1f));
    f.move(f.row(0, 2, 1f), 500);
    f.move(f.row(0, 2, 1f), 400); // is here already
    f.move(f.row(0, 3, 1f)); // by no event
    f.status();
    assertThat(f.watch.told("visible")).containsExactly("visible 500");
  }

  @Test
  void moved_loading_isVisibleOnlyWhenLoaded() {
    f.move(f.row(0, 2, 1f), 500);
    f.move(f.row(1, 1, 1f), 300);
    f.move(f.row(2, 1, 1f), 400);
    f.statusNow();
    assertThat(f.watch.told("visible")).isEmpty();
    f.loaded(1);
    assertThat(f.watch.told("visible")).containsExactly("visible 300");
  }

  @Test
  void size_changed_isToldUntilThePartitionLeaves() {
    f.loaded(1, f.row(0, 1, 1f));
    f.move(f.row(0, 2, 1f));
    f.move(f.row(1, 1, 1f, new ItemDescription("", List.of(), true), false));
    f.earlierJournalRead(1, 2, f.learned(2, 1, 1f));
    f.status();
    KIT.stop(f.index);
    assertThat(f.watch.told("holds", "left"))
        .containsExactly("holds 1: 1 1", "holds 1: 2 1", "holds 1: 3 2", "left 1");
  }

  @Test
  void topK_answered_tellsOfTheSearch() {
    f.loaded(1, f.row(0, 1, 1f)).best(1);
    assertThat(f.watch.told("searched")).containsExactly("searched for 1");
  }

  @Test
  void topK_manyWait_shareScansAndGetTheirOwnAnswers() {
    for (int n = 0; n < 20; n++) {
      f.askTopK(n % 3, n % 2 == 0 ? new ItemId[0] : f.ids(1).toArray(ItemId[]::new));
    }
    f.giveRows(9, f.row(0, 1, 1f), f.row(1, 1, 3f), f.row(2, 1, 2f));
    taken(f.store.heads).give(9);
    for (int n = 0; n < 20; n++) {
      List<ItemId> all = n % 2 == 0 ? f.ids(1, 2, 0) : f.ids(2, 0);
      assertThat(f.hits()).isEqualTo(all.subList(0, n % 3));
    }
    assertThat(f.watch.told("searched")).containsExactly("searched for 16", "searched for 4");
    assertThat(f.best(1)).isEqualTo(f.ids(1));
  }

  @Test
  void topK_afterAMove_seesIt() {
    f.loaded(9, f.row(0, 1, 1f));
    for (int n = 1; n < 30; n++) {
      f.move(f.row(n, 1, 1f + n));
      f.askTopK(1);
    }
    for (int n = 1; n < 30; n++) {
      ItemId best = f.hits().get(0);
      assertThat(f.ids.indexOf(best)).isGreaterThanOrEqualTo(n);
    }
  }

  @Test
  void load_queriesBefore_areAnsweredAfter() {
    f.askTopK(2);
    f.index.tell(new IndexPartition.GetItems(f.ids(0, 1), f.probe.ref().narrow()));
    assertThat(f.statusNow().loaded()).isFalse();
    f.giveRows(3, f.row(0, 1, 1f));
    taken(f.store.heads).give(3);
    assertThat(f.probe.expectMessageClass(IndexPartition.Found.class).items())
        .containsExactly(f.row(0, 1, 1f)); // before the list, which waits for more of its kind
    assertThat(f.hits()).isEqualTo(f.ids(0));
  }

  @Test
  void load_movesBefore_winIfTheyAreNewer() {
    f.move(f.row(0, 5, 5f));
    f.move(f.row(1, 2, 2f));
    f.giveRows(3, f.row(0, 4, 4f), f.row(1, 3, 3f));
    taken(f.store.heads).give(3, f.head(0, 5), f.head(1, 3));
    f.status();
    assertThat(f.store.gaps).isEmpty();
    assertThat(f.items(0, 1)).containsExactly(f.row(0, 5, 5f), f.row(1, 3, 3f));
  }

  @Test
  void load_fails_isTriedAgain() {
    taken(f.store.rows).completeExceptionally(new IllegalStateException("away"));
    f.giveRows(3, f.row(0, 1, 1f));
    taken(f.store.heads).fail();
    f.giveRows(3, f.row(0, 1, 1f));
    taken(f.store.heads).give(3, f.head(0, 2));
    taken(f.store.gaps).fail();
    assertThat(f.statusNow().loaded()).isFalse();
    f.loaded(3, f.row(0, 1, 1f));
    assertThat(f.best(5)).isEqualTo(f.ids(0));
  }

  @Test
  void moved_anyOrderAndRepeated_keepsTheNewest() {
    f.loaded(0);
    f.move(f.row(0, 2, 2f));
    f.move(f.row(0, 3, 3f));
    f.move(f.row(0, 1, 1f));
    f.move(f.row(0, 3, 9f));
    f.move(f.row(0, 2, 2f));
    assertThat(f.items(0)).containsExactly(f.row(0, 3, 3f));
    assertThat(f.status().items()).isEqualTo(1);
  }

  @Test
  void moved_hiddenOrRemoved_isKnownButNotListed() {
    f.loaded(0);
    f.move(f.row(0, 1, 3f));
    f.move(f.row(1, 1, 2f, HIDDEN, false));
    f.move(f.row(2, 1, 1f));
    assertThat(f.best(9)).isEqualTo(f.ids(0, 2));
    f.move(f.row(0, 2, 3f, ItemDescription.NONE, true));
    assertThat(f.best(9)).isEqualTo(f.ids(2));
    assertThat(f.items(0, 1, 2, 3)).hasSize(3);
    f.move(f.row(0, 3, 3f, SHOWN, false));
    f.move(f.row(1, 2, 2f));
    assertThat(f.best(9)).isEqualTo(f.ids(0, 1, 2));
  }

  @Test
  void journalRead_allIsKnown_isStoredWithoutReading() {
    f.loaded(10, f.row(0, 4, 1f));
    f.move(f.row(1, 6, 1f));
    f.journalRead(0, 14, f.head(0, 4), f.head(1, 5));
    assertThat(taken(f.store.saves).ordering()).isEqualTo(14);
    assertThat(f.store.gaps).isEmpty();
  }

  @Test
  void journalRead_lostMoves_areReadAndHealed() {
    f.loaded(10, f.row(0, 1, 1f), f.row(2, 3, 1f));
    f.journalRead(0, 14, f.head(0, 3), f.head(1, 2), f.head(2, 3));
    FakeIndexStore.GapsAsked asked = taken(f.store.gaps);
    assertThat(asked.gaps())
        .containsExactly(
            new IndexStore.Gap(f.ids.get(0), 1, 3), new IndexStore.Gap(f.ids.get(1), 0, 2));
    f.status();
    assertThat(f.store.saves).isEmpty(); // it is not complete up to there yet
    f.move(f.row(1, 1, 9f));
    asked
        .answer()
        .complete(
            List.of(
                f.learned(0, 3, 3f),
                f.learned(1, 1, 4f),
                change(1, 2, new ItemEvent.Described(HIDDEN))));
    assertThat(taken(f.store.saves).ordering()).isEqualTo(14);
    assertThat(f.items(0)).containsExactly(f.row(0, 3, 3f));
    assertThat(f.items(1).get(0).bias()).isEqualTo(9f); // it came by message meanwhile
    assertThat(f.items(1).get(0).description()).isEqualTo(HIDDEN);
    assertThat(f.best(9)).isEqualTo(f.ids(0, 2));
  }

  @Test
  void journalRead_missingThatCanNotBeRead_isAskedForAgain() {
    f.loaded(10);
    f.journalRead(0, 14, f.head(0, 3));
    taken(f.store.gaps).fail();
    FakeIndexStore.GapsAsked asked = again(f.store.gaps, () -> f.journalRead(4, 15, f.head(0, 3)));
    assertThat(f.store.saves).isEmpty();
    asked.answer().complete(List.of(f.learned(0, 3, 3f)));
    assertThat(taken(f.store.saves).ordering()).isEqualTo(15);
  }

  @Test
  void journalRead_inSeveralMessages_isCompleteWithTheLast() {
    f.loaded(10, f.row(1, 1, 1f));
    f.journalRead(0, 14, 0, 3, f.head(0, 2));
    f.journalRead(0, 14, 1, 3, f.head(1, 1));
    f.status();
    assertThat(f.store.gaps).isEmpty();
    assertThat(f.store.saves).isEmpty();
    f.journalRead(0, 14, 2, 3, f.head(2, 5));
    assertThat(taken(f.store.gaps).gaps())
        .containsExactly(
            new IndexStore.Gap(f.ids.get(0), 0, 2), new IndexStore.Gap(f.ids.get(2), 0, 5));
  }

  @Test
  void journalRead_messageLost_completesNothing() {
    f.loaded(10, f.row(0, 1, 1f), f.row(1, 1, 1f));
    f.journalRead(0, 14, 0, 3, f.head(0, 1));
    f.journalRead(0, 14, 2, 3, f.head(1, 1)); // what was between is lost
    f.journalRead(0, 15, 0, 2, f.head(0, 1));
    f.journalRead(0, 16, 1, 2, f.head(1, 1)); // the last of another read
    f.status();
    assertThat(f.store.saves).isEmpty();
    f.journalRead(0, 17, f.head(0, 1));
    assertThat(taken(f.store.saves).ordering()).isEqualTo(17);
  }

  @Test
  void journalRead_whileReading_isLeftToTheNext() {
    f.loaded(10);
    f.journalRead(0, 14, f.head(0, 3));
    FakeIndexStore.GapsAsked asked = taken(f.store.gaps);
    f.journalRead(4, 15, f.head(1, 1));
    f.journalRead(4, 16, 0, 2, f.head(1, 1));
    f.status();
    asked.answer().complete(List.of(f.learned(0, 3, 3f)));
    assertThat(taken(f.store.saves).ordering()).isEqualTo(14);
    f.journalRead(4, 16, 1, 2, f.head(0, 3)); // what was before it was not heard
    f.status();
    assertThat(f.store.gaps).isEmpty();
    f.journalRead(4, 17, f.head(1, 1));
    assertThat(taken(f.store.gaps).gaps()).containsExactly(new IndexStore.Gap(f.ids.get(1), 0, 1));
  }

  @Test
  void journalRead_ofAnEarlierVersion_isApplied() {
    f.loaded(10, f.row(0, 1, 1f));
    f.earlierJournalRead(
        0,
        14,
        f.learned(0, 1, 77f),
        f.learned(0, 3, 3f),
        f.learned(1, 1, 4f),
        change(1, 2, new ItemEvent.Described(HIDDEN)));
    assertThat(taken(f.store.saves).ordering()).isEqualTo(14);
    assertThat(f.items(0)).containsExactly(f.row(0, 3, 3f));
    assertThat(f.items(1).get(0).description()).isEqualTo(HIDDEN);
    assertThat(f.items(1).get(0).bias()).isEqualTo(4f);
    assertThat(f.best(9)).isEqualTo(f.ids(0));
  }

  @Test
  void journalRead_toAnEarlierVersion_isNothingThatIsComplete() {
    IndexStore.Heads heads = new IndexStore.Heads(5, 9, List.of(f.head(0, 1)));
    assertThat(new IndexPartition.JournalRead(heads, 0, 1).changes())
        .isEqualTo(new IndexStore.Changes(5, 5, List.of()));
  }

  @Test
  void journalRead_behindAGap_readsWhatIsMissing() {
    f.loaded(20_000);
    f.journalRead(30_000, 30_010, f.head(0, 5));
    FakeIndexStore.HeadsAsked heads = taken(f.store.heads);
    assertThat(heads.after()).isEqualTo(10_000);
    assertThat(f.items(0)).isEmpty();
    heads.give(30_020, f.head(0, 5));
    taken(f.store.gaps).give(change(0, 4, new ItemEvent.Described(HIDDEN)), f.learned(0, 5, 5f));
    FakeIndexStore.Saving saving = taken(f.store.saves);
    assertThat(saving.ordering()).isEqualTo(30_020);
    assertThat(f.items(0)).containsExactly(f.row(0, 5, 5f, HIDDEN, false));
  }

  @Test
  void journalRead_gapThatCannotBeRead_isAskedForAgain() {
    f.loaded(0);
    f.journalRead(30_000, 30_010);
    taken(f.store.heads).fail();
    again(f.store.heads, () -> f.journalRead(30_000, 30_010)).give(30_010, f.head(0, 1));
    taken(f.store.gaps).fail();
    again(f.store.heads, () -> f.journalRead(30_000, 30_010)).give(30_010, f.head(0, 1));
    assertThat(f.store.saves).isEmpty();
    taken(f.store.gaps).give(f.learned(0, 1, 1f));
    assertThat(taken(f.store.saves).ordering()).isEqualTo(30_010);
    assertThat(f.best(1)).isEqualTo(f.ids(0));
  }

  @Test
  void journalRead_whileLoading_isMadeUpFor() {
    f.journalRead(30_000, 30_010);
    f.loaded(7);
    f.journalRead(30_000, 30_020);
    assertThat(taken(f.store.heads).after()).isZero();
  }

  @Test
  void journalRead_changedRows_areSavedOnce() {
    f.loaded(10, f.row(0, 1, 1f));
    f.move(f.row(1, 1, 2f));
    f.earlierJournalRead(0, 12, f.learned(2, 1, 3f));
    FakeIndexStore.Saving first = taken(f.store.saves);
    assertThat(first.partition()).isEqualTo(IndexFixture.PARTITION);
    assertThat(first.ordering()).isEqualTo(12);
    assertThat(first.rows())
        .extracting(IndexedItem::id)
        .containsExactlyInAnyOrderElementsOf(f.ids(1, 2));
    f.move(f.row(3, 1, 4f));
    f.journalRead(0, 13);
    f.status();
    assertThat(f.store.saves).isEmpty(); // one at a time
    first.done().complete(akka.Done.getInstance());
    FakeIndexStore.Saving second = savedAfter(13);
    assertThat(second.rows()).containsExactly(f.row(3, 1, 4f));
  }

  @Test
  void save_fails_isRepeatedWithTheNewestRows() {
    f.loaded(10);
    f.move(f.row(0, 1, 1f));
    f.move(f.row(1, 1, 1f));
    f.journalRead(0, 11);
    FakeIndexStore.Saving first = taken(f.store.saves);
    f.move(f.row(0, 2, 2f));
    f.status();
    first.done().completeExceptionally(new IllegalStateException("away"));
    FakeIndexStore.Saving second = savedAfter(12);
    assertThat(second.rows()).containsExactlyInAnyOrder(f.row(0, 2, 2f), f.row(1, 1, 1f));
    assertThat(second.ordering()).isEqualTo(12);
  }

  /** Repeats the reader's message, since the answer of the save before may be on its way. */
  private FakeIndexStore.Saving savedAfter(long ordering) {
    f.probe.awaitAssert(
        () -> {
          f.journalRead(0, ordering);
          f.status();
          assertThat(f.store.saves).isNotEmpty();
          return null;
        });
    return taken(f.store.saves);
  }

  @Test
  void sample_isDrawnFromTheNewestMoves() {
    f.loaded(0, f.row(9, 1, 1f));
    f.index.tell(new IndexPartition.Sample(5, f.probe.ref().narrow()));
    assertThat(sampled()).isEmpty();
    f.move(f.row(0, 1, 1f));
    f.move(f.row(1, 1, 1f));
    f.move(f.row(1, 2, 2f));
    f.index.tell(new IndexPartition.Sample(200, f.probe.ref().narrow()));
    List<IndexedItem> drawn = sampled();
    assertThat(drawn).hasSize(200).containsOnly(f.row(0, 1, 1f), f.row(1, 2, 2f));
    assertThat(drawn.stream().filter(f.row(1, 2, 2f)::equals).count()).isBetween(100L, 170L);
  }

  @Test
  void sample_onceAskedFor_isReadyAfterEachMove() {
    f.loaded(0);
    f.move(f.row(0, 1, 1f));
    f.index.tell(new IndexPartition.Sample(2, f.probe.ref().narrow()));
    assertThat(sampled()).hasSize(2);
    f.move(f.row(0, 2, 2f));
    f.index.tell(new IndexPartition.Sample(2, f.probe.ref().narrow())); // the move is in
    assertThat(sampled()).hasSize(2);
    f.status(); // they are drawn after the answer
    List<IndexedItem> ready = new ArrayList<>();
    for (IndexPartition.Sampled one = f.local.sample(IndexFixture.PARTITION);
        one != null;
        one = f.local.sample(IndexFixture.PARTITION)) {
      assertThat(one.items()).hasSize(2);
      assertThat(one.share()).isGreaterThan(1);
      ready.addAll(one.items());
    }
    // four with each that was asked for, and one with the move between
    assertThat(ready).hasSize(2 * (4 + 1 + 4));
    assertThat(ready.subList(0, 10)).containsOnly(f.row(0, 2, 2f));
    assertThat(ready.subList(10, 18)).containsOnly(f.row(0, 1, 1f));
  }

  @Test
  void sample_itemWithoutEvents_isNotDrawn() {
    f.loaded(0);
    IndexedItem placed =
        new IndexedItem(
            f.ids.get(3), 5, FactorVector.of(1f, 1f), 0f, 0, 0, ItemDescription.NONE, false);
    f.move(placed);
    f.index.tell(new IndexPartition.Sample(5, f.probe.ref().narrow()));
    assertThat(sampled()).isEmpty();
    f.move(f.row(0, 1, 1f));
    f.index.tell(new IndexPartition.Sample(50, f.probe.ref().narrow()));
    assertThat(sampled()).containsOnly(f.row(0, 1, 1f));
  }

  private static IndexFixture of(NegativeSource source) {
    return new IndexFixture(
        KIT, new Sgd(ModelSettings.preference().withFactors(2).withNegatives(1, source, false)));
  }

  /** How often each of the items is drawn among 9,000. */
  private static Map<ItemId, Integer> drawn(IndexFixture from) {
    from.status(); // loaded: before that it does not answer
    from.index.tell(new IndexPartition.Sample(9_000, from.probe.ref().narrow()));
    Map<ItemId, Integer> times = new HashMap<>();
    from.probe
        .expectMessageClass(IndexPartition.Sampled.class)
        .items()
        .forEach(item -> times.merge(item.id(), 1, Integer::sum));
    return times;
  }

  /** Five standard deviations either way. */
  private static void assertDrawn(IndexFixture from, Map<ItemId, Integer> expected) {
    Map<ItemId, Integer> times = drawn(from);
    assertThat(times).containsOnlyKeys(expected.keySet());
    times.forEach(
        (item, n) ->
            assertThat(n)
                .as(item.value())
                .isCloseTo(expected.getOrDefault(item, 0), Offset.offset(240)));
  }

  @Test
  void sample_uniform_isDrawnFromAllThatWereTakenHereOrBefore() {
    IndexFixture uniform = of(NegativeSource.UNIFORM);
    uniform.giveRows(9, uniform.row(0, 8, 1f), untaken(uniform.ids.get(4)));
    taken(uniform.store.heads).give(10, uniform.head(1, 2));
    taken(uniform.store.gaps).give(uniform.learned(1, 2, 1f));
    uniform.move(uniform.row(2, 5, 1f));
    uniform.move(uniform.row(2, 6, 1f));
    List<ItemId> ids = uniform.ids;
    assertDrawn(uniform, Map.of(ids.get(0), 3_000, ids.get(1), 3_000, ids.get(2), 3_000));
  }

  @Test
  void sample_popular_isDrawnByTheEventsOfEachHereAndBefore() {
    IndexFixture popular = of(NegativeSource.POPULAR);
    popular.giveRows(9, popular.row(0, 9, 1f), untaken(popular.ids.get(4)));
    taken(popular.store.heads).give(10, popular.head(1, 3));
    taken(popular.store.gaps).give(popular.learned(1, 3, 1f));
    popular.move(popular.row(2, 5, 1f));
    popular.move(popular.row(2, 6, 1f)); // one event more
    popular.move(popular.row(2, 5, 1f)); // late
    List<ItemId> ids = popular.ids;
    assertDrawn(popular, Map.of(ids.get(0), 4_500, ids.get(1), 1_500, ids.get(2), 3_000));
    popular.index.tell(new IndexPartition.Sample(1, popular.probe.ref().narrow()));
    IndexPartition.Sampled sampled = popular.probe.expectMessageClass(IndexPartition.Sampled.class);
    assertThat(sampled.partition()).isEqualTo(IndexFixture.PARTITION);
    assertThat(sampled.share()).isEqualTo(1 + 18);
  }

  private static IndexedItem untaken(ItemId id) {
    return new IndexedItem(id, 5, FactorVector.of(1f, 1f), 0f, 0, 0, SHOWN, false);
  }

  private List<IndexedItem> sampled() {
    return f.probe.expectMessageClass(IndexPartition.Sampled.class).items();
  }
}
