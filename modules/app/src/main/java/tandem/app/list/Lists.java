package tandem.app.list;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import tandem.app.Answers;
import tandem.entity.EntitySettings;
import tandem.entity.index.Index;
import tandem.entity.index.UserIndex;
import tandem.http.BasketItem;
import tandem.http.Estimates;
import tandem.http.GroupWish;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.http.RecommendationPort;
import tandem.http.SimilarUsers;
import tandem.http.TurnedOffException;
import tandem.http.UserStanding;
import tandem.model.CooccurrenceSettings;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.ModelSettings;
import tandem.model.TrendWindows;
import tandem.model.UserId;
import tandem.model.content.ContentSpace;
import tandem.protocol.InteractionRules;
import tandem.protocol.RecordId;

/**
 * Lists from the entities and the index. The user is asked first, and gets the time that is left
 * for the index, too.
 */
public final class Lists implements RecommendationPort {

  private final Profiles profiles;
  private final Index index;
  private final Optional<UserIndex> crowd;
  private final Answers answers;
  private final Ranker ranker;
  private final UserLists users;
  private final SimilarLists similar;
  private final BasketLists baskets;
  private final GroupLists groups;
  private final Timely timely;
  private final PoolLists pools;

  /**
   * Of the users of {@code model}, and of its items in {@code index}, whose events are counted in
   * {@code windows}, at the time of {@code clock}.
   *
   * @param crowd the index of users, where there is one
   * @param counted how items that the same users take are counted
   * @param spaces the content space that the node knows at the moment
   */
  public Lists(
      ClusterSharding sharding,
      Index index,
      Optional<UserIndex> crowd,
      ModelName model,
      InteractionRules rules,
      ModelSettings settings,
      LiveBlend blend,
      TrendWindows windows,
      CooccurrenceSettings counted,
      Supplier<Optional<ContentSpace>> spaces,
      InstantSource clock) {
    this.profiles = new Profiles(sharding, model);
    this.index = index;
    this.crowd = crowd;
    this.answers = new Answers(rules, settings.objective());
    Exploration exploration = new Exploration(answers, settings.factors(), new Random());
    this.ranker = new Ranker(index, answers, exploration);
    Descriptions descriptions = new Descriptions(spaces, settings.objective(), settings.factors());
    Baskets folded = new Baskets(rules, settings.objective(), settings.factors());
    this.timely = new Timely(windows, clock);
    Cooccurrences cooccurrences = new Cooccurrences(counted);
    Strategies strategies =
        new Strategies(answers, blend, descriptions, settings.factors(), timely, cooccurrences);
    this.pools = new PoolLists(profiles, index, strategies);
    this.users =
        new UserLists(
            profiles,
            index,
            ranker,
            new Blend(index, answers, exploration),
            answers,
            folded,
            strategies,
            clock);
    this.similar = new SimilarLists(index, ranker, descriptions, cooccurrences);
    this.groups = new GroupLists(profiles, index, ranker, answers, clock);
    this.baskets = new BasketLists(index, ranker, folded);
  }

  /**
   * The best of each ranking for a user, once {@code after} is learned, before the user takes
   * {@code item}. Fails with {@link java.util.concurrent.TimeoutException} where a partition does
   * not answer in time, or otherwise where the user does not.
   */
  public CompletionStage<UserPools> pools(
      UserId user, ItemId item, Optional<RecordId> after, Duration timeout) {
    return pools.pools(user, item, after, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> forUser(
      UserId user, ListRequest request, Optional<RecordId> after, Duration timeout) {
    return users.list(user, List.of(), request, after, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> inContext(
      UserId user,
      List<BasketItem> basket,
      ListRequest request,
      Optional<RecordId> after,
      Duration timeout) {
    return users.list(user, basket, request, after, timeout);
  }

  @Override
  public CompletionStage<Optional<ListAnswer>> similar(
      ItemId item, ListRequest request, Duration timeout) {
    return similar.like(item, request, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> similarToAll(
      Set<ItemId> items, ListRequest request, Duration timeout) {
    return similar.likeAll(items, request, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> forBasket(
      List<BasketItem> basket, ListRequest request, Duration timeout) {
    return baskets.list(basket, request, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> forGroup(
      GroupWish group, ListRequest request, Duration timeout) {
    return groups.list(group, request, timeout);
  }

  @Override
  public CompletionStage<Estimates> estimate(UserId user, List<ItemId> items, Duration timeout) {
    Until until = Until.in(timeout);
    return profiles
        .get(user, Optional.empty(), false, timeout)
        .thenCompose(
            profile ->
                index
                    .items(Set.copyOf(items), until.left())
                    .thenApply(found -> answers.estimates(profile, items, found)));
  }

  @Override
  public CompletionStage<Optional<SimilarUsers>> similarUsers(
      UserId user, int k, Duration timeout) {
    if (crowd.isEmpty()) {
      return CompletableFuture.failedFuture(new TurnedOffException(EntitySettings.SIMILAR_USERS));
    }
    Until until = Until.in(timeout);
    return profiles
        .get(user, Optional.empty(), false, timeout)
        .thenCompose(
            profile ->
                profile.isKnown()
                    ? crowd
                        .get()
                        .alike(profile.factors().vector(), k, user, until.left())
                        .thenApply(ranked -> Optional.of(similar(ranked)))
                    : CompletableFuture.completedFuture(Optional.empty()));
  }

  private static SimilarUsers similar(UserIndex.Ranked ranked) {
    return new SimilarUsers(
        ranked.users().stream()
            .map(one -> new SimilarUsers.Entry(one.user(), one.likeness()))
            .toList(),
        ranked.coverage(),
        ranked.missing());
  }

  @Override
  public CompletionStage<Optional<UserStanding>> follow(
      UserId user, String follower, long known, Duration patience) {
    return profiles.follow(user, follower, known, patience);
  }

  @Override
  public CompletionStage<ListAnswer> popular(ListRequest request, Duration timeout) {
    return ranker.list(Question.popular(), request, timeout);
  }

  @Override
  public List<Duration> windows() {
    return timely.windows();
  }

  @Override
  public CompletionStage<ListAnswer> trending(
      Duration window, ListRequest request, Duration timeout) {
    return ranker.list(timely.trending(window, Set.of(), false), request, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> latest(ListRequest request, Duration timeout) {
    return ranker.list(timely.latest(Set.of(), false), request, timeout);
  }
}
