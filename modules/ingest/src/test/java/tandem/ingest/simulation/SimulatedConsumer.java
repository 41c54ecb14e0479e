package tandem.ingest.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import tandem.ingest.Frontier;
import tandem.ingest.simulation.Message.LogRecord;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;

/** The stream of a partition in one of its lives, with the production frontier. */
final class SimulatedConsumer {

  private final int number;
  private final int partition;
  private final List<LogRecord> log;
  private final int window;
  private final Consumer<Message> network;
  private final Frontier<RecordId> frontier;
  private final Map<RecordId, Frontier.Entry<RecordId>> open = new HashMap<>();
  private final List<Message.Observe> sent = new ArrayList<>();
  private int next;

  SimulatedConsumer(
      int number,
      int partition,
      List<LogRecord> log,
      long start,
      int window,
      Consumer<Message> to) {
    this.number = number;
    this.partition = partition;
    this.log = log;
    this.window = window;
    this.network = to;
    this.frontier = new Frontier<>(new Frontier.Progress(start, 0, 0.0));
    while (next < log.size() && log.get(next).id().offset() < start) {
      next++;
    }
  }

  int partition() {
    return partition;
  }

  /** Takes the next record of the log, if the window has room. */
  void fetch() {
    if (next < log.size() && open.size() < window) {
      LogRecord record = log.get(next++);
      RecordId id = record.id();
      open.put(id, frontier.begin(id.offset(), Double.NaN, id));
      Message.Observe observe =
          new Message.Observe(record, new Delivery(id, frontier.value()), number);
      sent.add(observe);
      network.accept(observe);
    }
  }

  /** The time-out of a record: the same delivery again, with the mark that it had. */
  void askAgain(SplittableRandom random) {
    if (!sent.isEmpty()) {
      network.accept(sent.get(random.nextInt(sent.size())));
    }
  }

  void askAllAgain() {
    sent.forEach(network);
  }

  void on(Message.Observed observed) {
    Frontier.Entry<RecordId> entry = open.remove(observed.id());
    if (entry != null) {
      frontier.settle(entry);
      sent.removeIf(observe -> observe.record().id().equals(observed.id()));
    }
  }

  void save() {
    network.accept(new Message.Save(partition, frontier.value()));
  }

  boolean isDone() {
    return next == log.size() && open.isEmpty();
  }
}
