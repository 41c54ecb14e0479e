package tandem.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;
import tandem.model.UserId;

/**
 * A user, as a port answers it.
 *
 * @param user the user
 * @param events how many of their events were learned
 * @param firstEvent the time of the earliest event, or null if it is not known
 * @param lastEvent the time of the latest event, or null if it is not known
 * @param recentItems the items of the latest events, newest first
 */
public record UserFacts(
    UserId user,
    long events,
    @Nullable Instant firstEvent,
    @Nullable Instant lastEvent,
    List<ItemId> recentItems) {

  /** Copies the items. */
  public UserFacts {
    recentItems = List.copyOf(recentItems);
  }
}
