package tandem.ingest.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tandem.protocol.RecordId;

/**
 * A user: one exchange with an item at a time, then the journal, then the answer to the consumer
 * that asked last.
 */
final class SimulatedUser {

  private final Fault fault;
  private final Consumer<Message> network;
  private final Map<RecordId, Integer> askers = new HashMap<>();
  private final Deque<Message.Observe> queue = new ArrayDeque<>();
  private Message.@Nullable Observe exchanging;
  final Journal journal;

  SimulatedUser(Fault fault, Database database, Consumer<Message> network) {
    this.fault = fault;
    this.journal = new Journal(fault, database);
    this.network = network;
  }

  void on(Message.Observe observe) {
    RecordId id = observe.record().id();
    if (journal.knows(id)) {
      network.accept(new Message.Observed(id, observe.consumer()));
    } else if (askers.put(id, observe.consumer()) == null) {
      queue.add(observe);
      exchangeNext();
    }
  }

  private void exchangeNext() {
    if (exchanging == null && !queue.isEmpty()) {
      exchanging = queue.remove();
      if (fault == Fault.NO_WAIT_FOR_THE_ITEM) {
        journal.gather(exchanging.delivery());
      }
      pullAgain();
    }
  }

  /** The time-out of an exchange. */
  void pullAgain() {
    if (exchanging != null) {
      network.accept(new Message.Pull(exchanging.record(), exchanging.delivery()));
    }
  }

  void on(Message.Gradient gradient) {
    Message.Observe done = exchanging;
    if (done == null || !done.record().equals(gradient.record())) {
      return;
    }
    if (fault != Fault.NO_WAIT_FOR_THE_ITEM) {
      journal.gather(done.delivery());
    }
    exchanging = null;
    exchangeNext();
  }

  void write() {
    for (RecordId id : journal.write()) {
      Integer asker = askers.remove(id);
      if (asker != null) {
        network.accept(new Message.Observed(id, asker));
      }
    }
  }

  void crash(boolean writeLanded) {
    journal.crash(writeLanded);
    askers.clear();
    queue.clear();
    exchanging = null;
  }
}
