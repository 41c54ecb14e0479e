package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.protocol.ItemDescription;

/**
 * Readers while items move: each item's two factors are its version, so a vector that is half old
 * has two of them, and one that was overtaken has one that is too low.
 */
class ConcurrentIndexTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ITEMS = 3_000; // three blocks
  private static final int WRITERS = 2;
  private static final int MOVES = 20_000; // of a writer
  private static final int CHECKED = 100; // moves between two that are waited for
  private static final int READS = 300;
  private static final int LOOKED_AT = 50;

  private final IndexFixture f = new IndexFixture(KIT);
  private final List<ItemId> ids = IndexFixture.idsOf(IndexFixture.PARTITION, ITEMS);
  private final AtomicIntegerArray confirmed = new AtomicIntegerArray(ITEMS);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private IndexedItem item(int n, int version) {
    FactorVector vector = FactorVector.of(version, version);
    return new IndexedItem(
        ids.get(n), version, vector, 0f, version, version, ItemDescription.NONE, false);
  }

  private <T> T ask(Function<ActorRef<T>, IndexPartition.Command> query) {
    return AskPattern.<IndexPartition.Command, T>ask(
            f.index, query::apply, PATIENCE, KIT.system().scheduler())
        .toCompletableFuture()
        .join();
  }

  private List<Hit> top(float first, float second) {
    IndexQuery query =
        new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, FactorVector.of(first, second));
    return this.<IndexPartition.Hits>ask(
            replyTo -> new IndexPartition.TopK(query, LOOKED_AT, List.of(), replyTo))
        .hits();
  }

  /** Moves items of its own, and says from time to time what must be seen from then on. */
  private Void write(int writer) {
    SplittableRandom random = new SplittableRandom(writer);
    Map<Integer, Integer> versions = new HashMap<>();
    for (int move = 1; move <= MOVES; move++) {
      int n = random.nextInt(ITEMS / WRITERS) * WRITERS + writer;
      f.index.tell(new IndexPartition.Moved(item(n, versions.merge(n, 1, Integer::sum)), 0));
      if (move % CHECKED == 0) {
        var unused = this.<IndexPartition.Status>ask(IndexPartition.GetStatus::new);
        versions.forEach((moved, version) -> confirmed.set(moved, version));
      }
    }
    return null;
  }

  private Void read(int reader) {
    SplittableRandom random = new SplittableRandom(100 + reader);
    Map<ItemId, Long> seen = new HashMap<>();
    for (int read = 0; read < READS; read++) {
      assertThat(top(1f, -1f)).as("a torn vector").allMatch(hit -> hit.score() == 0);
      assertThat(top(-1f, 1f)).as("a torn vector").allMatch(hit -> hit.score() == 0);
      top(0.5f, 0.5f).forEach(hit -> assertNotOlder(seen, hit.item(), (long) hit.score()));
      look(random, seen);
    }
    return null;
  }

  private void look(SplittableRandom random, Map<ItemId, Long> seen) {
    Map<ItemId, Integer> least = new HashMap<>();
    for (int l = 0; l < LOOKED_AT; l++) {
      int n = random.nextInt(ITEMS);
      least.put(ids.get(n), confirmed.get(n));
    }
    List<ItemId> wanted = List.copyOf(least.keySet());
    for (IndexedItem item :
        this.<IndexPartition.Found>ask(replyTo -> new IndexPartition.GetItems(wanted, replyTo))
            .items()) {
      assertThat(item.vector())
          .isEqualTo(FactorVector.of((float) item.sequence(), (float) item.sequence()));
      assertThat(item.sequence()).isGreaterThanOrEqualTo(least.getOrDefault(item.id(), 0));
      assertNotOlder(seen, item.id(), item.sequence());
    }
  }

  private static void assertNotOlder(Map<ItemId, Long> seen, ItemId id, long version) {
    Long before = seen.put(id, version);
    assertThat(before == null || before <= version).as("%s went back", id).isTrue();
  }

  @Test
  void moves_whileOthersRead_areSeenWholeAndInOrder() throws Exception {
    f.loaded(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int n = 0; n < WRITERS; n++) {
        int number = n;
        all.add(() -> write(number));
        all.add(() -> read(number));
      }
      for (Future<Void> one : threads.invokeAll(all)) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
