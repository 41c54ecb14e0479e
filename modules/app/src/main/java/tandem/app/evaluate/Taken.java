package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each user took which items, as far as a stream has come. */
final class Taken {

  private static final long MINUTE = 60_000;

  private final EventLog log;
  private final List<Map<Integer, List<Long>>> minutes = new ArrayList<>();
  private long now;

  Taken(EventLog log) {
    this.log = log;
  }

  /** The next event; then it is the time of the one after it, before which lists are made. */
  void learn(int e) {
    while (minutes.size() <= log.user(e)) {
      minutes.add(new HashMap<>());
    }
    minutes
        .get(log.user(e))
        .computeIfAbsent(log.item(e), none -> new ArrayList<>(1))
        .add(minute(e));
    now = minute(Math.min(e + 1, log.size() - 1));
  }

  private long minute(int e) {
    return Math.floorDiv(log.event(e).timestamp().toEpochMilli(), MINUTE);
  }

  /** Of each item that the user took, the minutes of the epoch, ascending; not to be written. */
  Map<Integer, List<Long>> of(int user) {
    return user < minutes.size() ? minutes.get(user) : Map.of();
  }

  /** How many minutes ago that was, 0 or more. */
  long age(long minute) {
    return Math.max(0, now - minute);
  }
}
