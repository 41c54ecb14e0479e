package tandem.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Events of a made-up audience, the same for the same seed: items Zipf-distributed, times out of
 * order, one in twenty sent again, one in a hundred no event at all. Half of the events have an
 * event id; the others are known by item, type and time.
 */
final class MadeEvents implements Supplier<MadeRecord> {

  private static final long START_MILLIS = 1_600_000_000_000L;
  private static final long WEEK_MILLIS = 7L * 24 * 3_600_000;
  private static final int REMEMBERED = 200;

  private final Random random;
  private final String prefix;
  private final int users;
  private final double[] cumulated;
  private final double hot;
  private final List<MadeRecord> recent = new ArrayList<>();
  private long made;

  /**
   * The events of one seed.
   *
   * @param prefix of the users and the event ids, for several streams in one log
   * @param hot the share of the events that is of one item
   */
  MadeEvents(long seed, String prefix, int users, int items, double hot) {
    this.random = new Random(seed);
    this.prefix = prefix;
    this.users = users;
    this.hot = hot;
    this.cumulated = new double[items];
    double sum = 0;
    for (int rank = 0; rank < items; rank++) {
      sum += 1.0 / (rank + 1);
      cumulated[rank] = sum;
    }
  }

  @Override
  public MadeRecord get() {
    double lot = random.nextDouble();
    if (lot < 0.01) {
      Poison[] kinds = Poison.values();
      return MadeRecord.of(kinds[random.nextInt(kinds.length)], user());
    }
    if (lot < 0.06 && !recent.isEmpty()) {
      return recent.get(random.nextInt(recent.size()));
    }
    MadeRecord fresh = fresh();
    if (recent.size() < REMEMBERED) {
      recent.add(fresh);
    } else {
      recent.set(random.nextInt(REMEMBERED), fresh);
    }
    return fresh;
  }

  /** An event that was not made before. */
  MadeRecord fresh() {
    String user = user();
    long millis = START_MILLIS + made * 1_000 + random.nextLong(WEEK_MILLIS) / 1_000 * 1_000;
    // The number in the milliseconds keeps two events without an id apart.
    long time = millis + made % 1_000;
    StringBuilder json = new StringBuilder();
    json.append("{\"user_id\": \"").append(user).append("\", \"item_id\": \"").append(item());
    json.append(
        String.format(Locale.ROOT, "\", \"timestamp\": %d.%03d", time / 1_000, time % 1_000));
    if (random.nextBoolean()) {
      json.append(", \"value\": ").append((1 + random.nextInt(10)) / 2.0);
    }
    if (random.nextBoolean()) {
      json.append(", \"event_id\": \"").append(prefix).append('e').append(made).append('"');
    }
    made++;
    return new MadeRecord(user, json.append('}').toString(), Optional.empty());
  }

  String user() {
    return prefix + "u" + random.nextInt(users);
  }

  private String item() {
    if (random.nextDouble() < hot) {
      return "hot";
    }
    double lot = random.nextDouble() * cumulated[cumulated.length - 1];
    int low = 0;
    int high = cumulated.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulated[middle] < lot) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return "i" + low;
  }
}
