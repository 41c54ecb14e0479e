package tandem.app.recovery;

import akka.Done;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.util.Failure;
import scala.util.Try;

/*
 * What waits while a transaction is under way goes together into the next: the size of a transaction is set by the load, and an entity
 * alone writes at once. There is a second one at the same time only when a whole one waits: where there are free lanes, rows would go
 * by ones and twos, and a small transaction costs the server as much as one of twenty rows, and the node as many threads to wake. An entity has one write in a transaction at most and none in two, so its writes keep their order, and one that
 * fails fails nobody else's.
 */

/**
 * The writes of entities, several in a transaction, several transactions at once. For any threads.
 */
final class SharedCommit {

  private final Settings settings;
  private final ExecutionContext context;
  private final Transaction transaction;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Set<String> underWay = new HashSet<>(); // persistence ids
  private int waitingRows;
  private int busy; // lanes

  /**
   * How much at once.
   *
   * @param lanes transactions at once
   * @param rows rows in a transaction; a write that has more is alone in its own. While so many do
   *     not wait there is one transaction at a time
   * @param waiting writes that may wait
   */
  record Settings(int lanes, int rows, int waiting) {}

  /** Writes a group and tells what became of each write, in the order of the group. */
  @FunctionalInterface
  interface Transaction {
    Future<List<Try<Done>>> run(List<EntityWrite> group);
  }

  private record Waiting(EntityWrite write, Consumer<Try<Done>> done) {}

  /** Writes by {@code transaction}. */
  SharedCommit(Settings settings, ExecutionContext context, Transaction transaction) {
    this.settings = settings;
    this.context = context;
    this.transaction = transaction;
  }

  /**
   * Tells {@code done} when the write is durable, what the transaction failed with, or at once that
   * too many wait.
   */
  void write(EntityWrite write, Consumer<Try<Done>> done) {
    if (waits(new Waiting(write, done))) {
      start();
    } else {
      done.accept(
          new Failure<>(
              new IllegalStateException(
                  "too many writes wait for the database (jdbc-journal.bufferSize): "
                      + settings.waiting())));
    }
  }

  private synchronized boolean waits(Waiting one) {
    boolean hasRoom = waiting.size() < settings.waiting();
    if (hasRoom) {
      waiting.add(one);
      waitingRows += one.write().rows().size();
    }
    return hasRoom;
  }

  private void start() {
    for (List<Waiting> group = next(); !group.isEmpty(); group = next()) {
      run(group);
    }
  }

  private void run(List<Waiting> group) {
    transaction
        .run(group.stream().map(Waiting::write).toList())
        .onComplete(
            outcomes -> {
              free(group);
              start();
              for (int n = 0; n < group.size(); n++) {
                group
                    .get(n)
                    .done()
                    .accept(
                        outcomes.isSuccess()
                            ? outcomes.get().get(n)
                            : new Failure<>(outcomes.failed().get()));
              }
              return null;
            },
            context);
  }

  /** What goes into a transaction now; nothing if it is to wait. */
  private synchronized List<Waiting> next() {
    boolean isFree = busy == 0 || (busy < settings.lanes() && waitingRows >= settings.rows());
    List<Waiting> group = isFree ? together() : List.of();
    busy += group.isEmpty() ? 0 : 1;
    return group;
  }

  private List<Waiting> together() {
    List<Waiting> group = new ArrayList<>();
    int rows = 0;
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext() && rows < settings.rows(); ) {
      Waiting one = all.next();
      int more = one.write().rows().size();
      if (!group.isEmpty() && rows + more > settings.rows()) {
        break;
      }
      if (underWay.add(one.write().id())) {
        all.remove();
        group.add(one);
        rows += more;
      }
    }
    waitingRows -= rows;
    return group;
  }

  private synchronized void free(List<Waiting> group) {
    busy--;
    group.forEach(one -> underWay.remove(one.write().id()));
  }
}
