package tandem.app.audit;

import akka.persistence.typed.SnapshotAdapter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tandem.entity.AppliedOffsets;
import tandem.protocol.journal.PartitionOffsets;

/**
 * Replays one journal twice, from its start and from its newest snapshot, and says where the two
 * part. It uses the entity's own function, since that is what must be the same each time.
 */
final class Replay<E, S> {

  private final String id;
  private final Rules<E, S> rules;
  private final Findings findings;
  private final Deque<Row.Snapshot> snapshots = new ArrayDeque<>();
  private S full;
  private @Nullable S fromSnapshot;
  private boolean overBound;
  private int mostOffsets;

  /**
   * What differs between users and items.
   *
   * @param empty the state without events
   * @param apply an event
   * @param applied the records in a state
   * @param stored the class of snapshots
   * @param snapshots between a state and a snapshot
   * @param same whether a snapshot, given first, is the one of the replayed state
   * @param bound how many offsets of a partition a state may keep
   */
  record Rules<E, S>(
      S empty,
      BiFunction<S, E, S> apply,
      Function<S, AppliedOffsets> applied,
      Class<?> stored,
      SnapshotAdapter<S> snapshots,
      BiPredicate<Object, Object> same,
      int bound) {}

  Replay(String id, Rules<E, S> rules, Findings findings) {
    this.id = id;
    this.rules = rules;
    this.findings = findings;
    this.full = rules.empty();
  }

  /** Snapshots come before the events, in the order of their sequence numbers. */
  void add(Row.Snapshot snapshot) {
    if (rules.stored().isInstance(snapshot.payload())) {
      snapshots.add(snapshot);
    } else {
      deviates(snapshot.sequence(), "can't be read: " + snapshot.payload());
    }
  }

  /** The next event. */
  void apply(long sequence, E event) {
    full = rules.apply().apply(full, event);
    if (fromSnapshot != null) {
      fromSnapshot = rules.apply().apply(fromSnapshot, event);
    }
    passSnapshots(sequence);
    checkBound();
  }

  /** The state after the events so far. */
  S state() {
    return full;
  }

  /** The most offsets that a state kept, of all partitions. */
  int mostOffsets() {
    return mostOffsets;
  }

  private void passSnapshots(long sequence) {
    while (!snapshots.isEmpty() && snapshots.element().sequence() <= sequence) {
      Row.Snapshot snapshot = snapshots.remove();
      if (snapshot.sequence() < sequence) {
        deviates(snapshot.sequence(), "is of an event that is missing");
      } else if (!rules.same().test(snapshot.payload(), form(full))) {
        deviates(sequence, "is not what replay gives");
      }
      fromSnapshot = rules.snapshots().fromJournal(snapshot.payload());
    }
  }

  private Object form(S state) {
    return rules.snapshots().toJournal(state);
  }

  private void checkBound() {
    AppliedOffsets applied = rules.applied().apply(full);
    mostOffsets = Math.max(mostOffsets, applied.size());
    if (applied.size() <= rules.bound() || overBound) {
      return; // a sum over partitions: none of them can be above
    }
    for (PartitionOffsets partition : applied.toSnapshot()) {
      if (partition.offsets().size() > rules.bound()) {
        overBound = true;
        findings.add(
            Invariant.BOUNDS,
            "%s keeps %,d offsets of partition %d; %,d can be in flight"
                .formatted(id, partition.offsets().size(), partition.partition(), rules.bound()));
      }
    }
  }

  /** All events are applied; the journal ends at {@code sequence}. */
  void end(long sequence) {
    for (Row.Snapshot snapshot : snapshots) {
      deviates(snapshot.sequence(), "is newer than the journal, which ends at " + sequence);
    }
    if (fromSnapshot != null && !rules.same().test(form(fromSnapshot), form(full))) {
      findings.add(
          Invariant.REPLAY,
          id
              + ": the state by its snapshot and the events after it is not the state by all events");
    }
  }

  private void deviates(long sequence, String how) {
    findings.add(Invariant.REPLAY, id + ": the snapshot at " + sequence + " " + how);
  }
}
