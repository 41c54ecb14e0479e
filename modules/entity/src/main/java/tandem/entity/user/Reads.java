package tandem.entity.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The reads that wait for a record to be durable, at most {@value #MOST} a user. Used by one actor.
 */
final class Reads {

  private static final int MOST = 1_000;
  private static final Duration LONGEST = Duration.ofSeconds(10); // as HTTP lets requests wait

  private List<Reading> waiting = List.of(); // made when it is needed: most users are idle

  private record Reading(UserEntity.GetProfile get, long since) {

    boolean isAwaited() {
      return System.nanoTime() - since < LONGEST.toNanos();
    }
  }

  /** Another one; where there are too many, the asker of the oldest runs into its time-out. */
  void add(UserEntity.GetProfile get) {
    waiting = waiting.isEmpty() ? new ArrayList<>(1) : waiting;
    if (waiting.size() == MOST) {
      waiting.remove(0);
    }
    waiting.add(new Reading(get, System.nanoTime()));
  }

  /** Takes those that this answers. */
  void answer(Predicate<UserEntity.GetProfile> answers) {
    if (!waiting.isEmpty()) {
      waiting.removeIf(reading -> answers.test(reading.get()));
      waiting = waiting.isEmpty() ? List.of() : waiting;
    }
  }

  /** Takes all. */
  void clear(Consumer<UserEntity.GetProfile> each) {
    waiting.forEach(reading -> each.accept(reading.get()));
    waiting = List.of();
  }

  /** Takes all, and gives those that somebody may still wait for. */
  void passOn(Consumer<UserEntity.GetProfile> each) {
    waiting.stream().filter(Reading::isAwaited).forEach(reading -> each.accept(reading.get()));
    waiting = List.of();
  }
}
