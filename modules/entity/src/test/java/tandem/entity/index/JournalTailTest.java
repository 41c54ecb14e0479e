package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.index.IndexFixture.taken;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.model.ItemId;

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
                      .tell(new ToPartition(partition, (IndexPartition.JournalRead) command))));

  private record ToPartition(int partition, IndexPartition.JournalRead read) {

    static ToPartition one(int partition, long after, long upTo, IndexStore.Head... heads) {
      return new ToPartition(
          partition,
          new IndexPartition.JournalRead(
              new IndexStore.Heads(after, upTo, List.of(heads)), 0, heads.length));
    }

    long upTo() {
      return read.heads().orElseThrow().upTo();
    }
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private FakeIndexStore.HeadsAsked firstRead(long newest) {
    TIME.timePasses(INTERVAL);
    taken(store.newest).complete(newest);
    return taken(store.heads);
  }

  /** The next messages, while time passes from one partition to the next. */
  private List<ToPartition> sent(int messages) {
    List<ToPartition> sent = new ArrayList<>(List.of(partitions.receiveMessage()));
    while (sent.size() < messages) {
      TIME.timePasses(INTERVAL.dividedBy(PARTITIONS));
      sent.add(partitions.receiveMessage());
    }
    return sent;
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
    sent(PARTITIONS);
    TIME.timePasses(INTERVAL);
    assertThat(taken(store.heads).after()).isEqualTo(2_000);
    assertThat(store.newest).isEmpty();
    stopTail();
  }

  @Test
  void read_heads_goToTheirPartitions() {
    IndexStore.Head one = new IndexStore.Head(IndexFixture.idsOf(1, 1).get(0), 5);
    IndexStore.Head three = new IndexStore.Head(IndexFixture.idsOf(3, 1).get(0), 2);
    firstRead(3).give(9, one, three);
    assertThat(sent(PARTITIONS))
        .containsExactly(
            ToPartition.one(0, 0, 9),
            ToPartition.one(1, 0, 9, one),
            ToPartition.one(2, 0, 9),
            ToPartition.one(3, 0, 9, three));
    stopTail();
  }

  @Test
  void read_heads_goToOnePartitionAfterTheOther() {
    firstRead(3).give(9);
    assertThat(partitions.receiveMessage().partition()).isZero();
    partitions.expectNoMessage();
    TIME.timePasses(INTERVAL.dividedBy(PARTITIONS));
    assertThat(partitions.receiveMessage().partition()).isEqualTo(1);
    TIME.timePasses(INTERVAL); // and the next read
    taken(store.heads).give(10);
    assertThat(partitions.receiveSeveralMessages(3))
        .containsExactly(
            ToPartition.one(2, 0, 9), ToPartition.one(3, 0, 9), ToPartition.one(0, 0, 10));
    stopTail();
  }

  @Test
  void read_manyHeads_goInSeveralMessages() {
    List<IndexStore.Head> all = new ArrayList<>();
    for (ItemId id : IndexFixture.idsOf(0, 2_500)) {
      all.add(new IndexStore.Head(id, 7));
    }
    firstRead(11_000).give(11_500, all.toArray(IndexStore.Head[]::new));
    List<IndexPartition.JournalRead> parts =
        sent(PARTITIONS + 2).stream()
            .filter(sent -> sent.partition() == 0)
            .map(ToPartition::read)
            .toList();
    assertThat(parts)
        .extracting(IndexPartition.JournalRead::earlier)
        .containsExactly(0, 1_000, 2_000);
    assertThat(parts).extracting(IndexPartition.JournalRead::total).containsOnly(2_500);
    assertThat(parts.stream().flatMap(part -> part.heads().orElseThrow().items().stream()))
        .isEqualTo(all);
    stopTail();
  }

  @Test
  void read_longestIds_fitIntoAFrame() {
    List<IndexStore.Head> most = new ArrayList<>();
    for (int n = 0; n < 1_000; n++) {
      most.add(new IndexStore.Head(new ItemId("x".repeat(124) + (1_000 + n)), 1L << 40));
    }
    IndexStore.Heads heads = new IndexStore.Heads(1L << 40, 1L << 41, most);
    byte[] bytes =
        SerializationExtension.get(KIT.system())
            .serialize(new IndexPartition.JournalRead(heads, 1 << 20, 1 << 21))
            .get();
    assertThat(bytes.length).isLessThan(256 * 1024);
  }

  @Test
  void read_ofAnEarlierVersion_hasNoHeads() throws IOException {
    IndexPartition.JournalRead read =
        new IndexPartition.JournalRead(
            new IndexStore.Changes(3, 9, List.of()), Optional.empty(), 0, 0);
    ObjectMapper cbor = new ObjectMapper(new CBORFactory());
    Serialization serialization = SerializationExtension.get(KIT.system());
    ObjectNode fields = (ObjectNode) cbor.readTree(serialization.serialize(read).get());
    byte[] earlier = cbor.writeValueAsBytes(fields.retain("changes"));
    int serializer = serialization.findSerializerFor(read).identifier();
    assertThat(serialization.deserialize(earlier, serializer, read.getClass().getName()).get())
        .isEqualTo(read);
  }

  @Test
  void tick_whileReading_doesNotReadAgain() {
    FakeIndexStore.HeadsAsked asked = firstRead(3);
    TIME.timePasses(INTERVAL.multipliedBy(3));
    asked.give(4);
    sent(PARTITIONS);
    assertThat(store.newest).isEmpty();
    assertThat(store.heads).isEmpty();
    TIME.timePasses(INTERVAL);
    taken(store.heads).give(5);
    assertThat(partitions.receiveMessage().upTo()).isEqualTo(5);
    stopTail();
  }

  @Test
  void read_fails_isTriedAtTheNextTick() {
    firstRead(3).answer().completeExceptionally(new IllegalStateException("away"));
    partitions.awaitAssert(
        () -> {
          TIME.timePasses(INTERVAL);
          assertThat(store.newest).isNotEmpty();
          return null;
        });
    taken(store.newest).complete(3L);
    taken(store.heads).give(4);
    assertThat(partitions.receiveMessage().upTo()).isEqualTo(4);
    stopTail();
  }
}
