package tandem.app.audit;

import java.util.Optional;
import tandem.protocol.journal.Accounted;

/**
 * One journal under audit: its snapshots come first, in the order of their sequence numbers, then
 * its events in theirs.
 */
abstract class EntityAudit<E, S> {

  private final String id;
  private final Class<E> events;
  private final Replay<E, S> replay;
  private final Findings findings;
  private long sequence;
  private long count;
  private long learned;

  EntityAudit(String id, Class<E> events, Replay.Rules<E, S> rules, Findings findings) {
    this.id = id;
    this.events = events;
    this.replay = new Replay<>(id, rules, findings);
    this.findings = findings;
  }

  /** What an event removed that stands in the place of all before it; empty for any other. */
  abstract Optional<Accounted> base(E event);

  /** Notes what an event says was learned; the state holds it already. Gives how many steps. */
  abstract int note(Row.Event row, E event);

  /** How many events the state says it has learned from. */
  abstract long counted(S state);

  final String id() {
    return id;
  }

  final Findings findings() {
    return findings;
  }

  /** The sequence number of the newest event. */
  final long sequence() {
    return sequence;
  }

  /** How many events there are. */
  final long count() {
    return count;
  }

  /** Steps in the events so far, counted here. */
  final long learned() {
    return learned;
  }

  final S state() {
    return replay.state();
  }

  final int mostOffsets() {
    return replay.mostOffsets();
  }

  final void add(Row.Snapshot snapshot) {
    replay.add(snapshot);
  }

  final void add(Row.Event row) {
    boolean first = sequence == 0;
    count++;
    if (!first || !isBase(row)) {
      checkSequence(row.sequence());
    }
    sequence = row.sequence();
    if (!events.isInstance(row.payload())) {
      findings.add(
          Invariant.JOURNALS, id + ": event " + sequence + " can't be read: " + row.payload());
      return;
    }
    E event = events.cast(row.payload());
    replay.apply(sequence, event);
    if (base(event).isPresent()) {
      learned = counted(state());
    }
    learned += note(row, event);
  }

  private boolean isBase(Row.Event row) {
    return events.isInstance(row.payload()) && base(events.cast(row.payload())).isPresent();
  }

  private void checkSequence(long next) {
    if (next != sequence + 1) {
      String what = next == sequence + 2 ? "event " + (sequence + 1) + " is" : "events are";
      findings.add(
          Invariant.JOURNALS,
          "%s: %s missing between %d and %d".formatted(id, what, sequence, next));
    }
  }

  /** The journal has no more events. */
  void end() {
    replay.end(sequence);
    long counted = counted(state());
    if (counted != learned) {
      findings.add(
          Invariant.COUNTS,
          "%s counts %,d events; its journal has %,d".formatted(id, counted, learned));
    }
  }
}
