package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.index.IndexFixture.taken;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.Delivery;
import tandem.protocol.ItemDescription;
import tandem.protocol.RecordId;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemStep;

class JournalTailTest {

  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration INTERVAL = EntityKit.SETTINGS.indexFlushInterval();
  private static final int PARTITIONS = EntityKit.SETTINGS.partitions();

  private final FakeIndexStore store = new FakeIndexStore();
  private final TestProbe<ToPartition> partitions = KIT.createTestProbe(ToPartition.class);
  private final ActorRef<JournalTail.Command> tail =
      KIT.spawn(
          JournalTail.create(
              EntityKit.SETTINGS,
              store,
              (partition, command) ->
                  partitions
                      .ref()
                      .tell(
                          new ToPartition(
                              partition, ((IndexPartition.JournalRead) command).changes()))));

  private record ToPartition(int partition, IndexStore.Changes changes) {}

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static IndexStore.Change learned(ItemId id, int sequence, List<ItemStep> steps) {
    Factors factors = new Factors(FactorVector.of(sequence), sequence, 0f, sequence);
    return new IndexStore.Change(id, sequence, new ItemEvent.Learned(steps, factors, sequence));
  }

  private FakeIndexStore.ChangesAsked firstRead(long newest) {
    TIME.timePasses(INTERVAL);
    taken(store.newest).complete(newest);
    return taken(store.changes);
  }

  private void stopTail() {
    KIT.stop(tail);
  }

  @Test
  void tick_first_readsAMarginBeforeTheNewest() {
    assertThat(store.newest).isEmpty();
    assertThat(firstRead(25_000).after()).isEqualTo(15_000);
    stopTail();
  }

  @Test
  void tick_next_readsAMarginBeforeWhatWasRead() {
    firstRead(3).give(12_000);
    partitions.receiveSeveralMessages(PARTITIONS);
    TIME.timePasses(INTERVAL);
    assertThat(taken(store.changes).after()).isEqualTo(2_000);
    assertThat(store.newest).isEmpty();
    stopTail();
  }

  @Test
  void read_changes_goToTheirPartitionsWithoutTheirSteps() {
    List<ItemStep> steps = List.of(new ItemStep(new Delivery(new RecordId(0, 0, 1), 0), 1f));
    ItemId one = IndexFixture.idsOf(1, 1).get(0);
    ItemId three = IndexFixture.idsOf(3, 1).get(0);
    IndexStore.Change removed = new IndexStore.Change(three, 2, new ItemEvent.Removed());
    firstRead(3).give(9, learned(one, 5, steps), removed);
    assertThat(partitions.receiveSeveralMessages(PARTITIONS))
        .containsExactly(
            new ToPartition(0, new IndexStore.Changes(0, 9, List.of())),
            new ToPartition(1, new IndexStore.Changes(0, 9, List.of(learned(one, 5, List.of())))),
            new ToPartition(2, new IndexStore.Changes(0, 9, List.of())),
            new ToPartition(3, new IndexStore.Changes(0, 9, List.of(removed))));
    stopTail();
  }

  @Test
  void read_manyChanges_goInSeveralMessagesOfWhichTheLastIsComplete() {
    List<IndexStore.Change> all = new ArrayList<>();
    for (ItemId id : IndexFixture.idsOf(0, 300)) {
      all.add(learned(id, 1, List.of()));
    }
    firstRead(11_000).give(11_500, all.toArray(IndexStore.Change[]::new));
    List<IndexStore.Changes> parts =
        partitions.receiveSeveralMessages(PARTITIONS + 2).stream()
            .filter(sent -> sent.partition() == 0)
            .map(ToPartition::changes)
            .toList();
    assertThat(parts).extracting(IndexStore.Changes::upTo).containsExactly(1_000L, 1_000L, 11_500L);
    assertThat(parts).extracting(IndexStore.Changes::after).containsOnly(1_000L);
    assertThat(parts.stream().flatMap(part -> part.items().stream()).toList()).isEqualTo(all);
    stopTail();
  }

  @Test
  void read_longDescriptions_goInMessagesOfBoundedSize() {
    ItemDescription lengthy = new ItemDescription("x".repeat(20_000), List.of(), false);
    List<IndexStore.Change> all = new ArrayList<>();
    for (ItemId id : IndexFixture.idsOf(0, 5)) {
      all.add(new IndexStore.Change(id, 1, new ItemEvent.Described(lengthy)));
    }
    firstRead(3).give(9, all.toArray(IndexStore.Change[]::new));
    List<IndexStore.Changes> parts =
        partitions.receiveSeveralMessages(PARTITIONS + 2).stream()
            .filter(sent -> sent.partition() == 0)
            .map(ToPartition::changes)
            .toList();
    assertThat(parts).extracting(part -> part.items().size()).containsExactly(2, 2, 1);
    assertThat(parts.stream().flatMap(part -> part.items().stream()).toList()).isEqualTo(all);
    stopTail();
  }

  @Test
  void tick_whileReading_doesNotReadAgain() {
    FakeIndexStore.ChangesAsked asked = firstRead(3);
    TIME.timePasses(INTERVAL.multipliedBy(3));
    asked.give(4);
    partitions.receiveSeveralMessages(PARTITIONS);
    assertThat(store.newest).isEmpty();
    assertThat(store.changes).isEmpty();
    TIME.timePasses(INTERVAL);
    taken(store.changes).give(5);
    assertThat(partitions.receiveMessage().changes().upTo()).isEqualTo(5);
    stopTail();
  }

  @Test
  void read_fails_isTriedAtTheNextTick() {
    firstRead(3).fail();
    partitions.awaitAssert(
        () -> {
          TIME.timePasses(INTERVAL);
          assertThat(store.newest).isNotEmpty();
          return null;
        });
    taken(store.newest).complete(3L);
    taken(store.changes).give(4);
    assertThat(partitions.receiveMessage().changes().upTo()).isEqualTo(4);
    stopTail();
  }
}
