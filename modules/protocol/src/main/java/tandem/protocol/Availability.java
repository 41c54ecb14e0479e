package tandem.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When lists may show an item.
 *
 * @param from the first moment, to the millisecond; null for always until now
 * @param until the first moment at which no longer, to the millisecond; null for ever
 */
public record Availability(@Nullable Instant from, @Nullable Instant until) {

  /** At any time. */
  public static final Availability ALWAYS = new Availability(null, null);

  /** Whether lists may show the item at that moment. */
  public boolean includes(Instant moment) {
    return (from == null || !moment.isBefore(from)) && (until == null || moment.isBefore(until));
  }
}
