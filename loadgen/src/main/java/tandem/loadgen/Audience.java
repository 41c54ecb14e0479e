package tandem.loadgen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tandem.model.UserId;

/** The users of a population, numbered from 0. */
final class Audience {

  private final List<UserId> ids = new ArrayList<>();
  private final Map<UserId, Integer> numbers = new HashMap<>();
  private final List<Taste> tastes = new ArrayList<>();
  private final double[] biases;
  private final Popularity activity;
  private final PopulationSettings settings;
  private long made;

  Audience(PopulationSettings settings, RandomGenerator random) {
    this.settings = settings;
    biases = new double[settings.users()];
    activity = new Popularity(settings.users(), settings.userSkew(), random);
    for (int u = 0; u < settings.users(); u++) {
      ids.add(nextId());
      numbers.put(ids.get(u), u);
      biases[u] = settings.userBias() * random.nextGaussian();
      tastes.add(Taste.random(settings.traits(), random));
    }
  }

  private UserId nextId() {
    return new UserId("u" + ++made);
  }

  /** A new user takes the place, and with it the activity, of a random one; its number. */
  int renew(RandomGenerator random) {
    int user = random.nextInt(ids.size());
    numbers.remove(ids.get(user));
    ids.set(user, nextId());
    numbers.put(ids.get(user), user);
    biases[user] = settings.userBias() * random.nextGaussian();
    tastes.set(user, Taste.random(settings.traits(), random));
    return user;
  }

  int size() {
    return ids.size();
  }

  List<UserId> ids() {
    return ids;
  }

  UserId id(int user) {
    return ids.get(user);
  }

  /** The number of a user; throws {@link IllegalArgumentException} for one that is not here. */
  int number(UserId id) {
    Integer number = numbers.get(id);
    if (number == null) {
      throw new IllegalArgumentException("no such user");
    }
    return number;
  }

  /** b_u, in stars. */
  double bias(int user) {
    return biases[user];
  }

  /** t_u after a turn by {@code angle} radians. */
  double[] taste(int user, double angle) {
    return tastes.get(user).at(angle);
  }

  /** A random user, the active ones more often. */
  int sample(RandomGenerator random) {
    return activity.sample(random);
  }
}
