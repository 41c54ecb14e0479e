package tandem.ingest.simulation;

import tandem.protocol.Delivery;
import tandem.protocol.RecordId;

/** What is on its way between the parts of the simulation. */
sealed interface Message {

  /** A consumer to a user. */
  record Observe(LogRecord record, Delivery delivery, int consumer) implements Message {}

  /** A user to a consumer: the record is durable. */
  record Observed(RecordId id, int consumer) implements Message {}

  /** A user to an item. */
  record Pull(LogRecord record, Delivery delivery) implements Message {}

  /** An item to a user: the move is durable. */
  record Gradient(LogRecord record) implements Message {}

  /** A consumer to the database. */
  record Save(int partition, long frontier) implements Message {}

  /** A record of the event log. */
  record LogRecord(RecordId id, int user, int item) {}
}
