package tandem.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.UserId;
import tandem.protocol.RecordId;
import tandem.protocol.http.Because;
import tandem.protocol.http.Strategy;

/**
 * Lists the first k of the items 1 to 2,000 that are not excluded. User {@code ann} and item {@code
 * 101} are known, nobody and nothing else.
 */
final class FakeRecommendations implements RecommendationPort {

  static final UserId KNOWN_USER = new UserId("ann");
  static final ItemId KNOWN_ITEM = new ItemId("101");

  /** How many there are. */
  static final int ITEMS = 2_000;

  /** In which events are counted at first. */
  static final List<Duration> WINDOWS =
      List.of(Duration.ofDays(1), Duration.ofMinutes(90), Duration.ofHours(1));

  static final Instant SINCE = Instant.parse("2026-11-29T12:00:00Z");

  private static final Because BECAUSE =
      new Because(
          3.5,
          0.2,
          List.of(new Because.Weight("7", 0.3)),
          -0.1,
          List.of(new Because.Boosted(0, 2, 0.7)),
          -0.4);

  private final Fakes fakes;
  volatile Optional<RecordId> after = Optional.empty();
  volatile Duration timeout = Duration.ZERO;
  volatile Duration window = Duration.ZERO;
  volatile List<Duration> windows = WINDOWS;
  volatile List<BasketItem> basket = List.of();
  volatile Optional<GroupWish> group = Optional.empty();
  volatile List<Integer> missing = List.of();
  volatile boolean similarOff;
  volatile ListRequest request = ListRequest.of(1);

  volatile Standing standing = new Standing(new UserStanding(1, 5, false));
  volatile List<String> first = List.of();
  volatile List<String> explored = List.of();
  final Map<UserId, AtomicInteger> asked = new ConcurrentHashMap<>();

  FakeRecommendations(Fakes fakes) {
    this.fakes = fakes;
  }

  void clear() {
    after = Optional.empty();
    timeout = Duration.ZERO;
    basket = List.of();
    missing = List.of();
    similarOff = false;
    request = ListRequest.of(1);
    standing = new Standing(new UserStanding(1, 5, false));
    first = List.of();
    explored = List.of();
    asked.clear();
  }

  @Override
  public CompletionStage<ListAnswer> forUser(
      UserId user, ListRequest wanted, Optional<RecordId> given, Duration limit) {
    asked.computeIfAbsent(user, none -> new AtomicInteger()).incrementAndGet();
    after = given;
    timeout = limit;
    boolean known = user.equals(KNOWN_USER);
    return list(wanted, known ? Strategy.FACTORS : Strategy.POPULAR, known, List.of());
  }

  @Override
  public CompletionStage<ListAnswer> inContext(
      UserId user,
      List<BasketItem> given,
      ListRequest wanted,
      Optional<RecordId> record,
      Duration limit) {
    basket = given;
    after = record;
    timeout = limit;
    return list(wanted, Strategy.CONTEXT, true, unknown(given));
  }

  @Override
  public CompletionStage<ListAnswer> similarToAll(
      Set<ItemId> items, ListRequest wanted, Duration limit) {
    boolean known = items.contains(KNOWN_ITEM);
    return list(
        wanted,
        known ? Strategy.SIMILAR : Strategy.POPULAR,
        known,
        items.stream().filter(item -> !item.equals(KNOWN_ITEM)).sorted().toList());
  }

  @Override
  public CompletionStage<Optional<ListAnswer>> similar(
      ItemId item, ListRequest wanted, Duration limit) {
    return list(wanted, Strategy.SIMILAR, true, List.of())
        .thenApply(list -> Optional.of(list).filter(l -> item.equals(KNOWN_ITEM)));
  }

  @Override
  public CompletionStage<ListAnswer> forBasket(
      List<BasketItem> given, ListRequest wanted, Duration limit) {
    basket = given;
    List<ItemId> unknown = unknown(given);
    boolean known = unknown.size() < given.size();
    return list(wanted, known ? Strategy.FOLD_IN : Strategy.POPULAR, known, unknown);
  }

  private static List<ItemId> unknown(List<BasketItem> given) {
    return given.stream().map(BasketItem::item).filter(item -> !item.equals(KNOWN_ITEM)).toList();
  }

  @Override
  public CompletionStage<ListAnswer> popular(ListRequest wanted, Duration limit) {
    return list(wanted, Strategy.POPULAR, true, List.of());
  }

  @Override
  public List<Duration> windows() {
    return windows;
  }

  @Override
  public CompletionStage<ListAnswer> trending(Duration given, ListRequest wanted, Duration limit) {
    window = given;
    return list(wanted, Strategy.TRENDING, false, List.of());
  }

  @Override
  public CompletionStage<ListAnswer> latest(ListRequest wanted, Duration limit) {
    return list(wanted, Strategy.LATEST, false, List.of())
        .thenApply(
            list ->
                new ListAnswer(
                    list.items().stream().map(entry -> entry.since(SINCE)).toList(),
                    list.strategy(),
                    list.known(),
                    list.coverage(),
                    list.missingPartitions(),
                    list.unknownItems()));
  }

  @Override
  public CompletionStage<ListAnswer> forGroup(GroupWish wish, ListRequest wanted, Duration limit) {
    group = Optional.of(wish);
    List<UserId> strangers =
        wish.users().stream().filter(user -> !user.equals(KNOWN_USER)).toList();
    return list(wanted, Strategy.GROUP, true, List.of())
        .thenApply(answer -> answer.withUnknownUsers(strangers));
  }

  @Override
  public CompletionStage<Estimates> estimate(UserId user, List<ItemId> items, Duration limit) {
    boolean known = user.equals(KNOWN_USER);
    return fakes.answer(
        () ->
            new Estimates(
                known,
                Objective.RATING,
                items.stream()
                    .map(
                        item ->
                            new Estimates.Entry(item, known ? 3.5 : null, item.equals(KNOWN_ITEM)))
                    .toList()));
  }

  @Override
  public CompletionStage<Optional<SimilarUsers>> similarUsers(UserId user, int k, Duration limit) {
    timeout = limit;
    if (similarOff) {
      return CompletableFuture.failedFuture(new TurnedOffException("tandem.some.setting"));
    }
    List<SimilarUsers.Entry> users = new ArrayList<>();
    for (int n = 1; n <= k; n++) {
      users.add(new SimilarUsers.Entry(new UserId("u" + n), 1.0 / n));
    }
    double coverage = (16 - missing.size()) / 16.0;
    return fakes.answer(
        () ->
            Optional.of(new SimilarUsers(users, coverage, missing))
                .filter(all -> user.equals(KNOWN_USER)));
  }

  @Override
  public CompletionStage<Optional<UserStanding>> follow(
      UserId user, String follower, long known, Duration patience) {
    return fakes.answer(() -> standing).thenCompose(now -> now.after(known));
  }

  /** How all users stand, and who waits for the next. */
  static final class Standing {
    private final UserStanding now;
    private final CompletableFuture<Standing> next = new CompletableFuture<>();

    Standing(UserStanding now) {
      this.now = now;
    }

    CompletionStage<Optional<UserStanding>> after(long known) {
      return now.version() == known
          ? next.thenCompose(then -> then.after(known))
          : CompletableFuture.completedFuture(Optional.of(now));
    }
  }

  /** All users have moved. */
  void move(long events, boolean erased) {
    Standing before = standing;
    standing = new Standing(new UserStanding(before.now.version() + 1, events, erased));
    before.next.complete(standing);
  }

  private CompletionStage<ListAnswer> list(
      ListRequest wanted, Strategy strategy, boolean known, List<ItemId> unknown) {
    request = wanted;
    List<ListAnswer.Entry> entries = new ArrayList<>();
    for (String id : explored) {
      entries.add(new ListAnswer.Entry(new ItemId(id), 3, "", List.of()).asExplored());
    }
    for (String id : first) {
      entries.add(new ListAnswer.Entry(new ItemId(id), 2, "", List.of()));
    }
    for (int i = 1; entries.size() < wanted.k() && i <= ITEMS; i++) {
      boolean described = i == 1;
      if (wanted.exclude().contains(new ItemId("" + i))) {
        continue;
      }
      entries.add(
          new ListAnswer.Entry(
              new ItemId("" + i),
              1.0 / i,
              described ? "First" : "",
              described ? List.of("drama") : List.of(),
              false,
              wanted.options().explain() ? BECAUSE : null,
              List.of(),
              wanted.options().seen().areShown(),
              null));
    }
    double coverage = (16 - missing.size()) / 16.0;
    return fakes.answer(() -> new ListAnswer(entries, strategy, known, coverage, missing, unknown));
  }
}
