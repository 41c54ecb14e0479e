package tandem.ingest.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tandem.ingest.simulation.Message.LogRecord;
import tandem.protocol.RecordId;

/** An item: journals a move, then answers; answers at once what it knows. */
final class SimulatedItem {

  private final Consumer<Message> network;
  private final Map<RecordId, LogRecord> pending = new HashMap<>();
  final Journal journal;

  SimulatedItem(Fault fault, Database database, Consumer<Message> network) {
    this.journal = new Journal(fault, database);
    this.network = network;
  }

  void on(Message.Pull pull) {
    RecordId id = pull.record().id();
    if (pending.containsKey(id)) {
      return;
    }
    if (journal.knows(id)) {
      network.accept(new Message.Gradient(pull.record()));
      return;
    }
    pending.put(id, pull.record());
    journal.gather(pull.delivery());
  }

  void write() {
    for (RecordId id : journal.write()) {
      LogRecord record = pending.remove(id);
      if (record != null) {
        network.accept(new Message.Gradient(record));
      }
    }
  }

  void crash(boolean writeLanded) {
    journal.crash(writeLanded);
    pending.clear();
  }
}
