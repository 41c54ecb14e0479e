package tandem.ingest.simulation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tandem.entity.user.Arrivals;
import tandem.model.ItemId;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.UserStep;

/** What is on its way between the parts of the simulation. */
sealed interface Message {

  /** A consumer to a user. */
  record Observe(LogRecord record, Delivery delivery, Optional<RecordId> previous, int consumer)
      implements Message, Arrivals.Arrival {
    @Override
    public RecordId id() {
      return record.id();
    }

    Observe withoutPrevious() {
      return new Observe(record, delivery, Optional.empty(), consumer);
    }
  }

  /** A user to a consumer: the record is durable. */
  record Observed(RecordId id, int consumer) implements Message {}

  /** A user to an item. */
  record Pull(LogRecord record, Delivery delivery) implements Message {}

  /** An item to a user: the move is durable. */
  record Gradient(LogRecord record) implements Message {}

  /** A consumer to the database. */
  record Save(int epoch, int partition, long frontier) implements Message {}

  /** What a producer wants to be learned once, however often it sends it. */
  record Event(int user, int item, long timestamp, @Nullable String eventId) {}

  /** A record of the event log. */
  record LogRecord(RecordId id, Event event) {
    /** As the journal of the user keeps it. */
    UserStep step(Delivery delivery) {
      return new UserStep(
          delivery,
          new ItemId("i" + event.item()),
          "view",
          null,
          event.timestamp(),
          event.eventId(),
          0f);
    }
  }
}
