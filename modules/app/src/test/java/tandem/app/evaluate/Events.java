package tandem.app.evaluate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;

/** Makes events for tests. */
final class Events {

  private Events() {}

  /** A rating, or a view where there is no value; {@code second} is the epoch's. */
  static Interaction event(String user, String item, @Nullable Double value, long second) {
    return new Interaction(
        new UserId(user),
        new ItemId(item),
        value == null ? "view" : "rating",
        value,
        Instant.ofEpochSecond(second),
        null);
  }
}
