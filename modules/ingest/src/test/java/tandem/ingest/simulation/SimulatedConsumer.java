package tandem.ingest.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import tandem.ingest.Frontier;
import tandem.ingest.UserOrder;
import tandem.ingest.simulation.Message.LogRecord;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;

/** The stream of a partition in one of its lives, with the production frontier and order. */
final class SimulatedConsumer {

  private final Fault fault;
  private final int number;
  private final List<LogRecord> log;
  private final int window;
  private final Consumer<Message> network;
  private final Frontier<RecordId> frontier;
  private final UserOrder order = new UserOrder();
  private final Map<RecordId, UnderWay> open = new LinkedHashMap<>();
  private int next;

  private record UnderWay(
      LogRecord record,
      Delivery delivery,
      Frontier.Entry<RecordId> entry,
      UserOrder.Turn turn,
      int consumer) {
    Message.Observe ask() {
      return new Message.Observe(record, delivery, turn.previous(), consumer);
    }
  }

  SimulatedConsumer(
      Fault fault, int number, List<LogRecord> log, long start, int window, Consumer<Message> to) {
    this.fault = fault;
    this.number = number;
    this.log = log;
    this.window = window;
    this.network = to;
    this.frontier = new Frontier<>(new Frontier.Progress(start, 0, 0.0));
    while (next < log.size() && log.get(next).id().offset() < start) {
      next++;
    }
  }

  /** Takes the next record of the log, if the window has room. */
  void fetch() {
    if (next < log.size() && open.size() < window) {
      LogRecord record = log.get(next++);
      RecordId id = record.id();
      UserOrder.Turn turn = order.begin(new UserId("u" + record.event().user()), id);
      Frontier.Entry<RecordId> entry = frontier.begin(id.offset(), Double.NaN, id);
      UnderWay underWay =
          new UnderWay(record, new Delivery(id, frontier.value()), entry, turn, number);
      open.put(id, underWay);
      network.accept(underWay.ask());
    }
  }

  /** The time-out of a record: the same delivery again, with the mark that it had. */
  void askAgain(SplittableRandom random) {
    if (!open.isEmpty()) {
      open.values().stream().skip(random.nextInt(open.size())).limit(1).forEach(this::askAgain);
    }
  }

  void askAllAgain() {
    open.values().forEach(this::askAgain);
  }

  private void askAgain(UnderWay underWay) {
    Message.Observe again = underWay.ask();
    network.accept(
        fault == Fault.NO_ORDER_OF_WHAT_IS_ASKED_AGAIN ? again.withoutPrevious() : again);
  }

  void on(Message.Observed observed) {
    UnderWay done = open.remove(observed.id());
    if (done != null) {
      frontier.settle(done.entry());
      order.acknowledge(done.turn());
    }
  }

  void save() {
    RecordId any = log.get(0).id();
    network.accept(new Message.Save(any.epoch(), any.partition(), frontier.value()));
  }

  boolean isDone() {
    return next == log.size() && open.isEmpty();
  }
}
