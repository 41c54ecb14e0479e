package tandem.app.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/*
 * What waits while a query is under way goes together into the next, as in the group commit of the entities: the size of a query is
 * set by the load. An entity alone is asked for at once.
 */

/**
 * A question to the database for which those who ask at the same time share a query. For any
 * threads.
 *
 * @param <K> what is asked for; equal ones are answered alike
 * @param <V> the answer
 */
final class SharedQuery<K, V> {

  static final int LANES = 2; // of the ten connections of the pool
  static final int MOST = 64;

  private final ExecutionContext context;
  private final Query<K, V> query;
  private final V nothing;
  private final Queue<Asked<K, V>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lanes = new AtomicInteger();

  /** Answers those of the keys that it knows. */
  @FunctionalInterface
  interface Query<K, V> {
    Future<Map<K, V>> run(List<K> keys);
  }

  private record Asked<K, V>(K key, Promise<V> answer) {}

  /**
   * Asks {@code query}.
   *
   * @param nothing the answer for a key that the query does not answer
   */
  SharedQuery(ExecutionContext context, Query<K, V> query, V nothing) {
    this.context = context;
    this.query = query;
    this.nothing = nothing;
  }

  /** The answer for {@code key}; fails with the exception of a query that failed. */
  Future<V> ask(K key) {
    Promise<V> answer = Promise.apply();
    waiting.add(new Asked<>(key, answer));
    start();
    return answer.future();
  }

  private void start() {
    while (!waiting.isEmpty()) {
      int busy = lanes.get();
      if (busy == LANES) {
        return; // who frees a lane looks again
      }
      if (lanes.compareAndSet(busy, busy + 1)) {
        run();
      }
    }
  }

  private void run() {
    List<Asked<K, V>> together = new ArrayList<>();
    for (Asked<K, V> next; together.size() < MOST && (next = waiting.poll()) != null; ) {
      together.add(next);
    }
    if (together.isEmpty()) {
      lanes.decrementAndGet();
      return;
    }
    List<K> keys = together.stream().map(Asked::key).distinct().toList();
    query
        .run(keys)
        .onComplete(
            found -> {
              lanes.decrementAndGet();
              start();
              for (Asked<K, V> asked : together) {
                asked.answer().complete(found.map(all -> all.getOrDefault(asked.key(), nothing)));
              }
              return null;
            },
            context);
  }
}
