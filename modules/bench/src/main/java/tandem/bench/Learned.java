package tandem.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Objective;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.UserId;

/**
 * Users and items as the model learns them from a file of ratings (MovieLens CSV, or
 * MovieTweetings' {@code user::item::rating::time} of 0 to 10), once through, in the order of time.
 * For preferences only what is rated 4.5 of 5 and more counts, and a negative is drawn from the
 * last 8,192 events.
 */
final class Learned {

  private static final int RECENT = 8_192;
  private static final float GOOD = 4.5f;

  private final Sgd sgd;
  private final Map<String, Factors> users = new LinkedHashMap<>();
  private final Map<String, Factors> items = new LinkedHashMap<>();
  private final List<String> recent = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private double sum;
  private int count;

  private record Event(String user, String item, float rating, long time) {}

  private Learned(Sgd sgd) {
    this.sgd = sgd;
  }

  /** Learns the file with the default settings of the objective. */
  static Learned from(Path file, Objective objective, int factors) throws IOException {
    ModelSettings settings =
        objective == Objective.RATING ? ModelSettings.rating() : ModelSettings.preference();
    Learned learned = new Learned(new Sgd(settings.withFactors(factors)));
    events(file).forEach(objective == Objective.RATING ? learned::rate : learned::prefer);
    return learned;
  }

  List<Factors> users() {
    return List.copyOf(users.values());
  }

  List<Factors> items() {
    return List.copyOf(items.values());
  }

  private static List<Event> events(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    boolean tweets = file.toString().endsWith(".dat");
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split("::|,", -1);
      if (Character.isDigit(line.charAt(0))) {
        float rating = Float.parseFloat(parts[2]);
        long time = Long.parseLong(parts[3]);
        events.add(new Event(parts[0], parts[1], tweets ? 1 + 0.4f * rating : rating, time));
      }
    }
    events.sort(Comparator.comparingLong(Event::time));
    return events;
  }

  private void rate(Event event) {
    sum += event.rating();
    count++;
    attract(event, new Target(event.rating(), 1f), (float) (sum / count));
  }

  private void prefer(Event event) {
    if (event.rating() < GOOD) {
      return;
    }
    attract(event, new Target(1f, 1f), 0f);
    if (!recent.isEmpty()) {
      repel(event.user(), recent.get(random.nextInt(recent.size())));
    }
    if (recent.size() < RECENT) {
      recent.add(event.item());
    } else {
      recent.set(count++ % RECENT, event.item());
    }
  }

  private void attract(Event event, Target target, float mean) {
    Factors user = user(event.user());
    Factors item = item(event.item());
    float error = sgd.error(target, mean, user, item);
    users.put(event.user(), sgd.stepUser(user, item.vector(), error));
    items.put(event.item(), sgd.stepItem(item, user.vector(), error));
  }

  private void repel(String userId, String itemId) {
    Factors user = user(userId);
    Factors item = item(itemId);
    float error = sgd.negativeError(user, item);
    users.put(userId, sgd.repelUser(user, item.vector(), error));
    items.put(itemId, sgd.repelItem(item, user.vector(), error));
  }

  private Factors user(String id) {
    return users.computeIfAbsent(id, u -> sgd.freshUser(new UserId(u)));
  }

  private Factors item(String id) {
    return items.computeIfAbsent(id, i -> sgd.freshItem(new ItemId(i)));
  }
}
