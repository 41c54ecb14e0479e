package tandem.app.recovery;

import akka.persistence.jdbc.AkkaSerialization;
import akka.persistence.jdbc.AkkaSerialization.AkkaSerialized;
import akka.serialization.Serialization;
import java.util.ArrayList;
import java.util.List;
import scala.util.Try;

/**
 * What one entity writes at once: all of it or nothing.
 *
 * @param id the entity's persistence id
 * @param rows its events, in the order of their sequence numbers
 */
record EntityWrite(String id, List<Row> rows) {

  /**
   * A row of {@code event_journal}, as the plugin would write it; what is the same in all is
   * missing.
   *
   * @param written when, epoch milliseconds
   */
  record Row(String id, long sequence, String writer, long written, AkkaSerialized event) {}

  /** Throws {@link IllegalArgumentException} where an event can't be encoded. */
  static EntityWrite of(
      String id, long first, String by, List<?> events, long now, Serialization serialization) {
    List<Row> rows = new ArrayList<>(events.size());
    for (Object event : events) {
      Try<AkkaSerialized> encoded =
          Try.apply(() -> AkkaSerialization.serialize(serialization, event).get());
      if (encoded.isFailure()) {
        throw new IllegalArgumentException(encoded.failed().get());
      }
      rows.add(new Row(id, first + rows.size(), by, now, encoded.get()));
    }
    return new EntityWrite(id, rows);
  }
}
