package tandem.entity;

import akka.persistence.PersistentRepr;
import java.util.List;
import java.util.Optional;

/**
 * What the store of snapshots gives in the place of a snapshot where it can read the journal, too:
 * all that an entity needs to recover, by one question. Never stored.
 *
 * @param snapshot the newest; empty if there is none
 * @param sequence of the snapshot; 0 without one
 * @param events after the snapshot, in order; the first of them, where there are many
 * @param damage why the event after those can't be read; empty if it can, or there is none
 * @param highest sequence number of the journal; 0 for an entity that has never written
 */
public record StoredJournal(
    Optional<Object> snapshot,
    long sequence,
    List<PersistentRepr> events,
    Optional<Throwable> damage,
    long highest) {

  /** Of an entity that has never written. */
  public static final StoredJournal EMPTY =
      new StoredJournal(Optional.empty(), 0, List.of(), Optional.empty(), 0);

  /** Takes a copy of the events. */
  public StoredJournal {
    events = List.copyOf(events);
  }
}
