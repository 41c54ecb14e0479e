package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import tandem.entity.Awake;
import tandem.entity.EntityKit;
import tandem.entity.RecordingWatch;
import tandem.entity.SetClock;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.model.content.ContentSpace;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

/** A partition of the index, of four, over a fake store. */
final class IndexFixture {

  static final int PARTITION = 1;
  static final Sgd SGD = new Sgd(ModelSettings.rating().withFactors(2));
  private static final int PATIENCE_SECONDS = 30;

  final FakeIndexStore store = new FakeIndexStore();
  final TestProbe<Object> probe;
  final ActorRef<IndexPartition.Command> index;
  final List<ItemId> ids = idsOf(PARTITION, 40);

  final RecordingWatch watch = new RecordingWatch();
  volatile Optional<ContentSpace> space = Optional.empty();
  final SetClock clock = new SetClock(Instant.parse("2026-11-24T12:00:00Z"));

  IndexFixture(ActorTestKit kit) {
    this(kit, SGD);
  }

  IndexFixture(ActorTestKit kit, Sgd sgd) {
    this.probe = kit.createTestProbe();
    this.index =
        kit.spawn(
            IndexPartition.create(
                PARTITION,
                sgd,
                EntityKit.SETTINGS,
                store,
                watch,
                clock,
                () -> space,
                local,
                Awake::alone));
  }

  /** Which partition of the node is loaded, and its samples. */
  final LocalPartitions local = new LocalPartitions();

  /** What a partition has while it is live: nothing yet. */
  static LiveContents contents(Sgd sgd) {
    return new LiveContents(
        PARTITION,
        sgd,
        Optional::empty,
        new RecordingWatch(),
        Clock.systemUTC(),
        () -> {
          throw new AssertionError("nothing has a description");
        },
        cause -> {
          throw cause;
        });
  }

  /** A query. */
  static IndexPartition.TopK anyTopK(ActorRef<IndexPartition.Hits> replyTo) {
    return new IndexPartition.TopK(IndexQuery.byHeat(), 1, List.of(), replyTo);
  }

  /** The first {@code count} ids that hash to a partition. */
  static List<ItemId> idsOf(int partition, int count) {
    List<ItemId> ids = new ArrayList<>();
    for (int n = 0; ids.size() < count; n++) {
      ItemId id = new ItemId("i" + n);
      if (id.partition(EntityKit.SETTINGS.partitions()) == partition) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** Loads these rows, complete up to {@code ordering}, and nothing beyond. */
  IndexFixture loaded(long ordering, IndexedItem... rows) {
    giveRows(ordering, rows);
    taken(store.heads).give(ordering);
    assertThat(status().loaded()).isTrue();
    return this;
  }

  void giveRows(long ordering, IndexedItem... rows) {
    taken(store.rows).complete(new IndexStore.Rows(List.of(rows), ordering));
  }

  static <T> T taken(BlockingQueue<T> queue) {
    try {
      return Objects.requireNonNull(queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "not asked");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What is asked again after a failure: what is read before the failure has come is ignored. */
  static <T> T again(BlockingQueue<T> queue, Runnable read) {
    try {
      for (int n = 0; n < PATIENCE_SECONDS * 100; n++) {
        read.run();
        T asked = queue.poll(10, TimeUnit.MILLISECONDS);
        if (asked != null) {
          return asked;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("not asked again");
  }

  /** The nth item, of bias {@code bias}, so that an empty query ranks by it. */
  IndexedItem row(int n, long sequence, float bias) {
    return row(n, sequence, bias, ItemDescription.NONE, false);
  }

  IndexedItem row(int n, long sequence, float bias, ItemDescription description, boolean removed) {
    FactorVector vector = FactorVector.of(bias, 1f);
    return new IndexedItem(
        ids.get(n), sequence, vector, bias, bias, sequence, description, removed);
  }

  IndexStore.Change learned(int n, long sequence, float bias) {
    Factors factors = new Factors(FactorVector.of(bias, 1f), bias, 0f, sequence);
    return new IndexStore.Change(
        ids.get(n), sequence, new ItemEvent.Learned(List.of(), factors, bias));
  }

  void move(IndexedItem item) {
    move(item, 0);
  }

  void move(IndexedItem item, long appended) {
    index.tell(new IndexPartition.Moved(item, appended));
  }

  /** Says so much of the journal as one message can. */
  void journalRead(long after, long upTo, IndexStore.Head... heads) {
    journalRead(after, upTo, 0, heads.length, heads);
  }

  void journalRead(long after, long upTo, int earlier, int total, IndexStore.Head... heads) {
    index.tell(
        new IndexPartition.JournalRead(
            new IndexStore.Heads(after, upTo, List.of(heads)), earlier, total));
  }

  /** As a node of an earlier version says it. */
  void earlierJournalRead(long after, long upTo, IndexStore.Change... changes) {
    index.tell(
        new IndexPartition.JournalRead(
            new IndexStore.Changes(after, upTo, List.of(changes)), Optional.empty(), 0, 0));
  }

  IndexStore.Head head(int n, long sequence) {
    return new IndexStore.Head(ids.get(n), sequence);
  }

  void askTopK(int k, ItemId... exclude) {
    IndexQuery query = new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, FactorVector.of(0f, 0f));
    index.tell(new IndexPartition.TopK(query, k, List.of(exclude), probe.ref().narrow()));
  }

  List<ItemId> hits() {
    IndexPartition.Hits hits = probe.expectMessageClass(IndexPartition.Hits.class);
    assertThat(hits.partition()).isEqualTo(PARTITION);
    return hits.hits().stream().map(Hit::item).toList();
  }

  /** The ids of the best {@code k}, by bias. */
  List<ItemId> best(int k) {
    askTopK(k);
    return hits();
  }

  List<ItemId> ids(int... numbers) {
    return Arrays.stream(numbers).mapToObj(ids::get).toList();
  }

  List<IndexedItem> items(int... numbers) {
    index.tell(new IndexPartition.GetItems(ids(numbers), probe.ref().narrow()));
    return probe.expectMessageClass(IndexPartition.Found.class).items();
  }

  IndexPartition.Status status() {
    probe.awaitAssert(
        () -> {
          assertThat(statusNow().loaded()).isTrue();
          return null;
        });
    return statusNow();
  }

  IndexPartition.Status statusNow() {
    index.tell(new IndexPartition.GetStatus(probe.ref().narrow()));
    return probe.expectMessageClass(IndexPartition.Status.class);
  }
}
