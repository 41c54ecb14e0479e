package tandem.entity.user;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tandem.entity.AppliedOffsets;
import tandem.protocol.RecordId;

/*
 * A repetition by the producer must not overtake its original. A user that died may have taken the original as far as the item's
 * journal; if the next life of the user met the repetition first, the item would learn that, too. So each record says which one
 * of the same user is before it in its partition and not acknowledged yet, and is taken after that one, or waits for it: somebody
 * asks for that one until it is acknowledged. What is taken keeps its order, also when a write fails and all sets out again.
 */

/**
 * The records that a user has taken and not journaled yet: those of a partition in the order of the
 * log, however they come. Used by one actor.
 *
 * @param <R> a record on its way
 */
public final class Arrivals<R extends Arrivals.Arrival> {

  // Made when they are needed, and dropped when empty: most users are idle.
  private Map<RecordId, R> taken = Map.of(); // in the order of taking
  private Map<RecordId, R> early = Map.of(); // by the record that each waits for
  private @Nullable Deque<R> queue;

  /** A record that has come. */
  public interface Arrival {
    /** Which record. */
    RecordId id();

    /** The one of the same user and partition that must be taken first. */
    Optional<RecordId> previous();
  }

  /** The record, if it was taken and is not journaled. */
  public @Nullable R get(RecordId id) {
    return taken.get(id);
  }

  /** All that was taken and is not journaled, in the order of taking. */
  public Collection<R> taken() {
    return Collections.unmodifiableCollection(taken.values());
  }

  /** A record came that is neither taken nor journaled: it goes to the queue, or waits. */
  public void add(R arrival, AppliedOffsets journaled) {
    RecordId previous = arrival.previous().orElse(null);
    if (previous != null && !taken.containsKey(previous) && !journaled.contains(previous)) {
      early = early.isEmpty() ? new HashMap<>(2) : early;
      early.put(previous, arrival);
      return;
    }
    take(arrival);
    takeAfter(arrival.id());
  }

  private void takeAfter(RecordId previous) {
    RecordId taking = previous;
    while (!early.isEmpty()) {
      R next = early.remove(taking);
      early = early.isEmpty() ? Map.of() : early;
      if (next == null) {
        return;
      }
      take(next);
      taking = next.id();
    }
  }

  private void take(R arrival) {
    taken = taken.isEmpty() ? new LinkedHashMap<>(2) : taken;
    if (taken.putIfAbsent(arrival.id(), arrival) == null) {
      queue = queue == null ? new ArrayDeque<>(1) : queue;
      queue.add(arrival);
    }
    if (!early.isEmpty()) { // an earlier copy may wait for what was acknowledged meanwhile
      early.values().removeIf(copy -> copy.id().equals(arrival.id()));
    }
  }

  /** Takes the first record off the queue; null if it is empty. */
  public @Nullable R next() {
    R first = queue == null ? null : queue.poll();
    queue = queue == null || queue.isEmpty() ? null : queue;
    return first;
  }

  /** Whether a record is in the queue. */
  public boolean isWaiting() {
    return queue != null;
  }

  /** The record is journaled. */
  public void remove(RecordId id) {
    if (!taken.isEmpty()) {
      taken.remove(id);
      taken = taken.isEmpty() ? Map.of() : taken;
    }
  }

  /** The record that was taken is not learned: those that wait for it need not. */
  public void giveUp(RecordId id) {
    remove(id);
    takeAfter(id);
  }

  /** Nothing is learned any more: gives all that was there, and forgets it. */
  public List<R> clear() {
    List<R> all = new ArrayList<>(taken.values());
    all.addAll(early.values());
    taken = Map.of();
    early = Map.of();
    queue = null;
    return all;
  }

  /** A write has failed: all sets out again, in the order of taking, but for what is journaled. */
  public void requeue(Predicate<R> journaled) {
    taken.values().removeIf(journaled);
    taken = taken.isEmpty() ? Map.of() : taken;
    queue = taken.isEmpty() ? null : new ArrayDeque<>(taken.values());
  }
}
