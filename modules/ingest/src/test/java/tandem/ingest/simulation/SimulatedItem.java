package tandem.ingest.simulation;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import tandem.protocol.RecordId;

/** An item: journals a move, then answers; answers at once what it knows. */
final class SimulatedItem {

  private final Consumer<Message> network;
  private final Set<RecordId> pending = new HashSet<>();
  final Journal journal;

  SimulatedItem(Fault fault, Database database, Consumer<Message> network) {
    this.journal = new Journal(fault, database);
    this.network = network;
  }

  void on(Message.Pull pull) {
    RecordId id = pull.record().id();
    if (pending.contains(id)) {
      return;
    }
    if (journal.knows(id)) {
      network.accept(new Message.Gradient(pull.record()));
      return;
    }
    pending.add(id);
    journal.gather(new Journal.Entry(pull.record(), pull.delivery(), false));
  }

  void write() {
    for (Journal.Entry entry : journal.write()) {
      if (pending.remove(entry.record().id())) {
        network.accept(new Message.Gradient(entry.record()));
      }
    }
  }

  void crash(boolean writeLanded) {
    journal.crash(writeLanded);
    pending.clear();
  }
}
