package tandem.loadgen;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/**
 * Users with known tastes who rate and view items, so that what a recommender learns can be held
 * against the truth. Users are u1, u2, …, items i1, i2, …; activity and popularity follow Zipf's
 * law, users partly choose what they like, and tastes drift (see {@link PopulationSettings}). There
 * may be sessions, newcomers and fashions, too ({@link Change}).
 *
 * <p>The same settings, start and sequence of instants give the same events. For one thread.
 */
public final class Population {

  private static final int CHOICE = 8;
  private static final int MEMORY = 64;
  private static final int TRIES = 16;
  private static final double MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  private final PopulationSettings settings;
  private final Instant start;
  private final Catalogue catalogue;
  private final Audience audience;
  private final StarScale scale;
  private final Recent recent;
  private final Change change;
  private final Sessions sessions;
  private final Trends trends;
  private final SplittableRandom random;
  private final String run;
  private Instant now;
  private long events;

  /** A population whose tastes begin to drift at {@code start}. */
  public Population(PopulationSettings settings, Instant start) {
    this(settings, Change.NONE, start);
  }

  /** A population that changes from {@code start} on. */
  public Population(PopulationSettings settings, Change change, Instant start) {
    SplittableRandom seeded = new SplittableRandom(settings.seed());
    this.settings = settings;
    this.start = start;
    this.now = start;
    this.catalogue = new Catalogue(settings, seeded.split());
    this.audience = new Audience(settings, seeded.split());
    this.random = seeded.split();
    this.scale = new StarScale(settings.noise());
    this.recent = new Recent(settings.users(), Math.min(MEMORY, settings.items() / 2));
    this.change = change;
    this.sessions = new Sessions(audience, change.sessionEvents());
    this.trends = new Trends(settings.items(), change.trendSpan(), start);
    this.run =
        Long.toHexString(settings.seed()) + "-" + Long.toHexString(start.toEpochMilli()) + "-";
  }

  /**
   * The next event, at {@code now} to the millisecond: a rating in half stars from 0.5 to 5, or a
   * view. Its event id is unique among all events of this population, and differs from those of
   * populations with another seed or start.
   */
  public Interaction next(Instant now) {
    this.now = now;
    int user = happens(change.newUserShare()) ? newUser() : sessions.next(random);
    double[] taste = taste(user);
    int item = happens(change.newItemShare()) ? catalogue.renew(random) : choose(user, taste);
    recent.add(user, item);
    boolean view = random.nextDouble() < settings.viewShare();
    return new Interaction(
        audience.id(user),
        catalogue.id(item),
        view ? InteractionRules.VIEW : InteractionRules.RATING,
        view ? null : Double.valueOf(scale.sample(opinion(user, item, taste), random)),
        now.truncatedTo(ChronoUnit.MILLIS),
        run + Long.toHexString(events++));
  }

  /**
   * The mean of all ratings that the user could give the item at the time of the latest event, 0.5
   * to 5: no prediction has a lower expected squared error. Throws {@link IllegalArgumentException}
   * for an id that is not of this population.
   */
  public double expectedRating(UserId user, ItemId item) {
    int number = audience.number(user);
    return scale.expected(opinion(number, catalogue.number(item), taste(number)));
  }

  /**
   * The {@code k} items that the user likes best at the time of the latest event, best first; all
   * where there are fewer. Throws {@link IllegalArgumentException} for an unknown user or a
   * negative {@code k}.
   */
  public List<ItemId> best(UserId user, int k) {
    return best(user, k, Set.of());
  }

  /** The same without the items in {@code exclude}. */
  public List<ItemId> best(UserId user, int k, Set<ItemId> exclude) {
    int number = audience.number(user);
    double[] taste = taste(number);
    double[] opinions = new double[catalogue.items().size()];
    for (int item = 0; item < opinions.length; item++) {
      opinions[item] = opinion(number, item, taste);
    }
    return IntStream.range(0, opinions.length)
        .boxed()
        .sorted(Comparator.comparingDouble(item -> -opinions[item]))
        .map(catalogue::id)
        .filter(id -> !exclude.contains(id))
        .limit(k)
        .toList();
  }

  /**
   * Those who read, the active ones more often; of the users as they are now, without newcomers of
   * later on. What it gives changes no event, and it is for a thread of its own.
   */
  public Supplier<UserId> readers() {
    SplittableRandom own = new SplittableRandom(~settings.seed());
    List<UserId> users = List.copyOf(audience.ids());
    return () -> users.get(audience.sample(own));
  }

  /** All items, in order of their numbers. */
  public List<CatalogueItem> items() {
    return Collections.unmodifiableList(catalogue.items());
  }

  /** All users, in order of their numbers. */
  public List<UserId> users() {
    return Collections.unmodifiableList(audience.ids());
  }

  /** What the user likes now: a unit vector of the settings' traits. */
  double[] taste(UserId user) {
    return taste(audience.number(user));
  }

  // Without chances nothing is drawn, so that their absence changes no event.
  private boolean happens(double chance) {
    return chance > 0 && random.nextDouble() < chance;
  }

  private int newUser() {
    int user = audience.renew(random);
    recent.clear(user);
    sessions.begin(user, random);
    return user;
  }

  private int choose(int user, double[] taste) {
    int chosen = candidate(user);
    if (random.nextDouble() < settings.selectivity()) {
      double best = opinion(user, chosen, taste);
      for (int i = 1; i < CHOICE; i++) {
        int other = candidate(user);
        double opinion = opinion(user, other, taste);
        if (opinion > best) {
          chosen = other;
          best = opinion;
        }
      }
    }
    return chosen;
  }

  // What the user had lately is passed over, unless popularity brings nothing else.
  private int candidate(int user) {
    int item = draw();
    for (int i = 1; i < TRIES && recent.contains(user, item); i++) {
      item = draw();
    }
    return item;
  }

  private int draw() {
    return happens(change.trendShare()) ? trends.sample(now, random) : catalogue.sample(random);
  }

  private double opinion(int user, int item, double[] taste) {
    return settings.mean()
        + audience.bias(user)
        + catalogue.bias(item)
        + settings.taste() * catalogue.appeal(item, taste);
  }

  private double[] taste(int user) {
    double days = Duration.between(start, now).toMillis() / MILLIS_PER_DAY;
    return audience.taste(user, settings.driftPerDay() * days);
  }
}
