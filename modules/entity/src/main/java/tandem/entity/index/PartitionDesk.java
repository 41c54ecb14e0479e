package tandem.entity.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tandem.ranking.SharedThreshold;

/**
 * Where moves and queries wait that a partition has not seen yet, and whose turn it is at its
 * contents. Any thread may leave some. Queries of who finds nobody there are answered at once, in
 * that thread, with what else waits; where somebody is, they are left to them, for they look again
 * when they are done (flat combining: Hendler, Incze, Shavit, Tzafrir, SPAA 2010). So a query wakes
 * no thread. Moves, which nobody waits for, are left to the partition's actor, and so are queries
 * of a partition that takes long: it is told once for all that wait.
 *
 * <p>Whatever is done here sees all moves that were left before it.
 */
final class PartitionDesk {

  private static final int SHARED = 16; // queries in a scan; docs/decisions/0018
  private static final int TURNS = 2; // of one thread, with what others left; then the actor's

  private final Clerk clerk;
  private final Runnable teller;
  private final ReentrantLock turn = new ReentrantLock();
  private final Queue<IndexPartition.Moved> moves = new ConcurrentLinkedQueue<>();
  private final Queue<Waiting> queries = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile boolean closed;

  /** Of what {@code clerk} does, and of the actor that {@code teller} tells to {@link #serve}. */
  PartitionDesk(Clerk clerk, Runnable teller) {
    this.clerk = clerk;
    this.teller = teller;
  }

  /** Does what was left, in one thread at a time. */
  interface Clerk {

    /** An item has moved. */
    void move(IndexPartition.Moved move);

    /** Answers these by one scan. */
    void answer(List<Waiting> queries);

    /** Whether a query is answered so soon that anyone may do it; asked by any thread. */
    boolean isQuick();

    /** One of these has failed: the desk is closed, and the actor is to fail, too. */
    void failed(RuntimeException cause);
  }

  /**
   * A query that waits.
   *
   * @param threshold of its list
   * @param answer takes the answer, in the thread that has made it
   * @param closed is run instead when the partition has stopped
   */
  record Waiting(
      IndexPartition.TopK query,
      SharedThreshold threshold,
      Consumer<IndexPartition.Hits> answer,
      Runnable closed) {}

  /** Leaves queries, which go into one scan: each is answered, or told that the desk is closed. */
  void leave(List<Waiting> some) {
    queries.addAll(some);
    work(clerk.isQuick(), TURNS);
  }

  /** Leaves a query that came by a message, so that it shares a scan with those that come next. */
  void leaveToActor(Waiting one) {
    queries.add(one);
    if (closed) {
      turnAway();
    } else {
      tell();
    }
  }

  /** Leaves a move; false, and nothing is done, where the desk is closed. */
  boolean leave(IndexPartition.Moved move) {
    if (closed) {
      return false;
    }
    moves.add(move);
    tell();
    return true;
  }

  /** Reads what is there, after all moves that were left; null if somebody else is at it. */
  <T> @Nullable T readIfFree(Supplier<T> reader) {
    if (closed || !turn.tryLock()) {
      return null;
    }
    try {
      move();
      return closed ? null : reader.get();
    } finally {
      turn.unlock();
      work(clerk.isQuick(), TURNS);
    }
  }

  /** The actor's own work, after all moves that were left; it waits until nobody is at it. */
  <T> T alone(Supplier<T> what) {
    turn.lock();
    try {
      move();
      return what.get();
    } finally {
      turn.unlock();
      work(clerk.isQuick(), TURNS);
    }
  }

  /** What the actor does when it is told. */
  void serve() {
    told.set(false); // who comes from here on tells again
    work(true, 1);
  }

  /** Does what waits, unless somebody is at it, who comes here next. */
  private void work(boolean withQueries, int turns) {
    if (turn.isHeldByCurrentThread()) {
      return; // it looks again when it is done
    }
    for (int n = 0; n < turns && !closed && isWork(withQueries); n++) {
      if (!turn.tryLock()) {
        return;
      }
      try {
        move();
        if (withQueries) {
          answer();
        }
      } finally {
        turn.unlock();
      }
    }
    if (closed) {
      turnAway();
    } else if (isWork(true)) {
      tell();
    }
  }

  private boolean isWork(boolean withQueries) {
    return !moves.isEmpty() || (withQueries && !queries.isEmpty());
  }

  /** All of them: each takes some microseconds, so they do not come as fast. */
  private void move() {
    IndexPartition.Moved move = closed ? null : moves.poll();
    while (move != null) {
      apply(move);
      move = closed ? null : moves.poll();
    }
  }

  private void apply(IndexPartition.Moved move) {
    orFail(() -> clerk.move(move));
  }

  private void answer() {
    List<Waiting> taken = new ArrayList<>();
    while (taken.size() < SHARED) {
      Waiting one = queries.poll();
      if (one == null) {
        break;
      }
      taken.add(one);
    }
    if (!taken.isEmpty()) {
      orFail(() -> clerk.answer(taken));
    }
  }

  /** It fails in the actor, not in the one that happens to be at the desk. */
  private void orFail(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      closed = true;
      clerk.failed(e);
    }
  }

  private void tell() {
    if (told.compareAndSet(false, true)) {
      teller.run();
    }
  }

  /** The partition stops: nothing is answered any more, and moves are for its successor to read. */
  void close() {
    closed = true;
    turnAway();
  }

  private void turnAway() {
    moves.clear();
    for (Waiting one = queries.poll(); one != null; one = queries.poll()) {
      one.closed().run();
    }
  }
}
