package tandem.app.recovery;

import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.AkkaSerialization;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.persistence.journal.Tagged;
import akka.serialization.Serialization;
import java.util.ArrayList;
import java.util.List;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Try;

/** The rows that the plugin makes of events. */
final class EventRows {

  private EventRows() {}

  /**
   * Fails where an event can't be serialized, or has tags or metadata, which nothing here reads.
   */
  static Try<List<JournalAkkaSerializationRow>> of(AtomicWrite write, Serialization serialization) {
    return Try.apply(
        () -> {
          List<JournalAkkaSerializationRow> rows = new ArrayList<>(write.size());
          for (PersistentRepr event : CollectionConverters.asJava(write.payload())) {
            rows.add(row(event, serialization));
          }
          return rows;
        });
  }

  private static JournalAkkaSerializationRow row(
      PersistentRepr event, Serialization serialization) {
    if (event.payload() instanceof Tagged || event.metadata().isDefined()) {
      throw new IllegalArgumentException(
          "an event of " + event.persistenceId() + " has tags or metadata");
    }
    var serialized = AkkaSerialization.serialize(serialization, event.payload()).get();
    return new JournalAkkaSerializationRow(
        Long.MIN_VALUE, // the database gives it
        event.deleted(),
        event.persistenceId(),
        event.sequenceNr(),
        event.writerUuid(),
        event.timestamp(),
        event.manifest(),
        serialized.payload(),
        serialized.serId(),
        serialized.serManifest(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }
}
