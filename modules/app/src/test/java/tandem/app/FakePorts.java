package tandem.app;

import akka.Done;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tandem.http.BasketItem;
import tandem.http.ErasureReceipt;
import tandem.http.Estimates;
import tandem.http.EventPort;
import tandem.http.GroupWish;
import tandem.http.ItemFacts;
import tandem.http.ItemPort;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.http.PagePort;
import tandem.http.Ports;
import tandem.http.RecommendationPort;
import tandem.http.SimilarUsers;
import tandem.http.UnavailableException;
import tandem.http.UserFacts;
import tandem.http.UserPort;
import tandem.http.UserStanding;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;
import tandem.protocol.RecordId;
import tandem.protocol.http.LogProgress;
import tandem.protocol.http.Strategy;

/** Ports that keep what they are given, and answer at once with what the test says. */
final class FakePorts implements RecommendationPort, EventPort, ItemPort {

  private final Map<ItemId, ItemDescription> described = new HashMap<>();
  private final List<Interaction> published = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private final List<UserId> asked = new ArrayList<>();
  private List<LogProgress.Partition> progress = List.of();
  private List<ItemId> list = List.of();
  private boolean failing;

  Ports ports() {
    return new Ports(
        this,
        model -> Optional.empty(),
        new NoPages(),
        this,
        this,
        new NoUsers(),
        (model, timeout) -> Optional.empty(),
        timeout -> {
          throw new UnsupportedOperationException();
        },
        (method, route, status, nanos) -> {});
  }

  /** From now on every call fails. */
  void fail() {
    failing = true;
  }

  /** Every user is known and gets this list. */
  void list(List<ItemId> items) {
    list = items;
  }

  void progress(LogProgress.Partition... partitions) {
    progress = List.of(partitions);
  }

  Map<ItemId, ItemDescription> described() {
    return described;
  }

  List<Interaction> published() {
    return published;
  }

  /** How many events each call of {@link #publish} had. */
  List<Integer> batches() {
    return batches;
  }

  /** Whose lists were asked for. */
  List<UserId> asked() {
    return asked;
  }

  private <T> CompletionStage<T> answer(T value) {
    return failing
        ? CompletableFuture.failedFuture(new UnavailableException("away", Duration.ofSeconds(1)))
        : CompletableFuture.completedFuture(value);
  }

  @Override
  public CompletionStage<ListAnswer> forUser(
      UserId user, ListRequest request, Optional<RecordId> after, Duration timeout) {
    asked.add(user);
    return answer(
        new ListAnswer(
            list.stream().map(id -> new ListAnswer.Entry(id, 1, "", List.of())).toList(),
            Strategy.FACTORS,
            !list.isEmpty(),
            1,
            List.of(),
            List.of()));
  }

  @Override
  public CompletionStage<Optional<SimilarUsers>> similarUsers(
      UserId user, int k, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Optional<UserStanding>> follow(
      UserId user, String follower, long known, Duration patience) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<List<RecordId>> publish(List<Interaction> events, Duration timeout) {
    batches.add(events.size());
    published.addAll(events);
    return answer(events.stream().map(event -> new RecordId(0, 0, 0)).toList());
  }

  @Override
  public CompletionStage<List<LogProgress.Partition>> progress(Duration timeout) {
    return answer(progress);
  }

  @Override
  public CompletionStage<Done> describe(
      ItemId item, ItemDescription description, Duration timeout) {
    described.put(item, description);
    return answer(Done.getInstance());
  }

  @Override
  public CompletionStage<ListAnswer> inContext(
      UserId user,
      List<BasketItem> basket,
      ListRequest request,
      Optional<RecordId> after,
      Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<ListAnswer> similarToAll(
      Set<ItemId> items, ListRequest request, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Optional<ListAnswer>> similar(
      ItemId item, ListRequest request, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<ListAnswer> forBasket(
      List<BasketItem> basket, ListRequest request, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<ListAnswer> forGroup(
      GroupWish group, ListRequest request, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Estimates> estimate(UserId user, List<ItemId> items, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<ListAnswer> popular(ListRequest request, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Duration> windows() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<ListAnswer> trending(
      Duration window, ListRequest request, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<ListAnswer> latest(ListRequest request, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Optional<ItemFacts>> get(ItemId item, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Done> remove(ItemId item, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<List<ItemId>> list(Optional<ItemId> after, int limit, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  private static final class NoPages implements PagePort {

    @Override
    public CompletionStage<Boolean> open(
        String id, Asked asked, List<ItemId> items, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<Shown>> find(String id, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> show(
        String id, int pages, List<ItemId> items, Duration timeout) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class NoUsers implements UserPort {

    @Override
    public CompletionStage<Optional<UserFacts>> get(UserId user, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<ErasureReceipt>> erase(UserId user, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<UserId>> list(Optional<UserId> after, int limit, Duration timeout) {
      throw new UnsupportedOperationException();
    }
  }
}
