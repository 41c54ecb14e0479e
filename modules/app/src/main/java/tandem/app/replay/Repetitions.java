package tandem.app.replay;

import java.util.HashMap;
import java.util.Map;
import tandem.entity.RecentKeys;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;

/** Recognises what a producer has sent twice, as the users of a node do. */
final class Repetitions {

  private final int window;
  private final Map<UserId, Known> users = new HashMap<>();

  private static final class Known {
    private final Map<ItemId, Long> newest = new HashMap<>();
    private RecentKeys keys;

    Known(int window) {
      this.keys = RecentKeys.empty(window);
    }
  }

  /** Each user remembers so many interactions, and the newest with each item. */
  Repetitions(int window) {
    this.window = window;
  }

  /** Whether the user's interaction is new; it is known from then on. */
  boolean isNew(Interaction event) {
    Known user = users.computeIfAbsent(event.user(), id -> new Known(window));
    long key =
        RecentKeys.key(
            event.eventId(), event.item(), event.type(), event.timestamp().toEpochMilli());
    Long newest = user.newest.get(event.item());
    if (user.keys.contains(key) || (newest != null && newest == key)) {
      return false;
    }
    user.keys = user.keys.with(key);
    user.newest.put(event.item(), key);
    return true;
  }
}
