package tandem.ingest.simulation;

import java.util.ArrayList;
import java.util.List;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;

/** What an entity has persisted, and what it would lose in a crash. */
final class Journal {

  private final List<Delivery> gathered = new ArrayList<>();
  private final List<RecordId> written = new ArrayList<>();
  private final Database database;
  private Applied applied;

  Journal(Fault fault, Database database) {
    this.applied = Applied.nothing(fault);
    this.database = database;
  }

  /** Whether the record is durable, by what the entity knows. */
  boolean knows(RecordId id) {
    return applied.contains(id);
  }

  /** Goes into the next write. */
  void gather(Delivery delivery) {
    gathered.add(delivery);
  }

  /** One write of all that was gathered. */
  List<RecordId> write() {
    if (gathered.isEmpty()) {
      return List.of();
    }
    List<RecordId> now = gathered.stream().map(Delivery::id).toList();
    Applied before = applied;
    int length = written.size();
    database.commit(
        () -> {
          applied = before;
          written.subList(length, written.size()).clear();
        });
    for (Delivery delivery : gathered) {
      applied = applied.with(delivery);
    }
    written.addAll(now);
    gathered.clear();
    return now;
  }

  /** Back to what is durable; the write that was under way may be. */
  void crash(boolean writeLanded) {
    if (writeLanded) {
      write();
    }
    gathered.clear();
  }

  List<RecordId> written() {
    return written;
  }
}
