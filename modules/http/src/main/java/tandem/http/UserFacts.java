package tandem.http;

import java.time.Instant;
import java.util.List;
import tandem.model.ItemId;
import tandem.model.UserId;

/**
 * What is known of a user.
 *
 * @param user who
 * @param events how many of their events were learned, at least 1
 * @param first the time of the earliest event
 * @param last the time of the latest event
 * @param recent the items of the latest events, newest first
 */
public record UserFacts(
    UserId user, long events, Instant first, Instant last, List<ItemId> recent) {

  /** Copies the items. */
  public UserFacts {
    recent = List.copyOf(recent);
  }
}
