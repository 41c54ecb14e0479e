package tandem.ingest.simulation;

import java.util.ArrayList;
import java.util.List;
import tandem.ingest.simulation.Message.LogRecord;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;

/** What an entity has persisted, and what it would lose in a crash. */
final class Journal {

  private final List<Entry> gathered = new ArrayList<>();
  private final List<Entry> written = new ArrayList<>();
  private final Database database;
  private Applied applied;

  /** A record, learned from or noted as a repetition. */
  record Entry(LogRecord record, Delivery delivery, boolean repeated) {}

  Journal(Fault fault, Database database) {
    this.applied = Applied.nothing(fault);
    this.database = database;
  }

  /** Which records are durable, by what the entity knows. */
  Applied applied() {
    return applied;
  }

  boolean knows(RecordId id) {
    return applied.contains(id);
  }

  /** Goes into the next write. */
  void gather(Entry entry) {
    gathered.add(entry);
  }

  /** One write of all that was gathered. */
  List<Entry> write() {
    if (gathered.isEmpty()) {
      return List.of();
    }
    List<Entry> now = List.copyOf(gathered);
    Applied before = applied;
    int length = written.size();
    database.commit(
        () -> {
          applied = before;
          written.subList(length, written.size()).clear();
        });
    for (Entry entry : now) {
      applied = applied.with(entry.delivery());
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

  List<Entry> written() {
    return written;
  }
}
