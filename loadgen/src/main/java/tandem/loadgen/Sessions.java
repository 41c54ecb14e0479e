package tandem.loadgen;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Who acts next: users in sessions that run beside each other. A session ends after each of its
 * events with the same chance, so that their lengths are geometric.
 */
final class Sessions {

  private static final int USERS_A_SESSION = 20;
  private static final int NOBODY = -1;

  private final Audience audience;
  private final double end;
  private final int[] open;

  /** One session at a time for each 20 users; {@code events} is their mean length, at least 1. */
  Sessions(Audience audience, double events) {
    this.audience = audience;
    this.end = 1 / events;
    this.open = new int[1 + audience.size() / USERS_A_SESSION];
    Arrays.fill(open, NOBODY);
  }

  /** The number of the user who acts next. */
  int next(RandomGenerator random) {
    if (end == 1) {
      return audience.sample(random);
    }
    int session = random.nextInt(open.length);
    int user = open[session];
    if (user == NOBODY) {
      user = audience.sample(random);
    }
    open[session] = random.nextDouble() < end ? NOBODY : user;
    return user;
  }

  /** A user who comes begins a session in the place of another. */
  void begin(int user, RandomGenerator random) {
    if (end < 1) {
      open[random.nextInt(open.length)] = user;
    }
  }
}
