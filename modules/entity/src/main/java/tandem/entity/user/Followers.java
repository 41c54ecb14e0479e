package tandem.entity.user;

import akka.pattern.StatusReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Those who wait for a user to move; the newest question of each. Used by one actor. */
final class Followers {

  private static final int MOST = 1_000; // the oldest then runs into its time-out, and asks again

  private Map<String, UserEntity.Follow> waiting = Map.of(); // made for the first

  /** Answers the question if that can be done now, else keeps it. */
  void add(UserEntity.Follow follow, UserEntity.Standing now) {
    waiting = waiting.isEmpty() ? new LinkedHashMap<>() : waiting;
    waiting.remove(follow.follower());
    if (follow.known() != now.version()) {
      follow.replyTo().tell(StatusReply.success(now));
      return;
    }
    if (waiting.size() == MOST) {
      waiting.remove(waiting.keySet().iterator().next());
    }
    waiting.put(follow.follower(), follow);
  }

  /** Answers all. */
  void answer(UserEntity.Standing now) {
    if (!waiting.isEmpty()) {
      clear().forEach(follow -> follow.replyTo().tell(StatusReply.success(now)));
    }
  }

  /** Gives all who wait, and forgets them. */
  List<UserEntity.Follow> clear() {
    List<UserEntity.Follow> all = List.copyOf(waiting.values());
    waiting = Map.of();
    return all;
  }
}
