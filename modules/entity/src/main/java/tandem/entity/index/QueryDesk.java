package tandem.entity.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import tandem.ranking.SharedThreshold;

/**
 * Where the queries wait that a partition has not answered yet. Any thread may leave one; the
 * partition is told once for all that wait, and takes them together.
 */
final class QueryDesk {

  private final Runnable teller;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile boolean closed;

  /** Of the partition that {@code teller} tells, so that it takes what waits. */
  QueryDesk(Runnable teller) {
    this.teller = teller;
  }

  /**
   * A query that waits.
   *
   * @param threshold of its list
   * @param answer takes the answer, in the thread of the partition
   * @param closed is run instead when the partition has stopped
   */
  record Waiting(
      IndexPartition.TopK query,
      SharedThreshold threshold,
      Consumer<IndexPartition.Hits> answer,
      Runnable closed) {}

  /** Leaves a query: it is answered, or told that the desk is closed. */
  void leave(Waiting one) {
    waiting.add(one);
    if (closed) {
      turnAway();
    } else {
      tell();
    }
  }

  /** Takes up to so many that wait; the partition is told again where there are more. */
  List<Waiting> take(int most) {
    told.set(false); // who comes from here on tells again
    List<Waiting> taken = new ArrayList<>(most);
    while (taken.size() < most) {
      Waiting one = waiting.poll();
      if (one == null) {
        return taken;
      }
      taken.add(one);
    }
    if (!waiting.isEmpty()) {
      tell();
    }
    return taken;
  }

  private void tell() {
    if (told.compareAndSet(false, true)) {
      teller.run();
    }
  }

  /** The partition stops: nothing is answered any more. */
  void close() {
    closed = true;
    turnAway();
  }

  private void turnAway() {
    for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
      one.closed().run();
    }
  }
}
