package tandem.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.http.BasketItem;
import tandem.http.Estimates;
import tandem.http.GroupWish;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.http.RecommendationPort;
import tandem.http.SimilarUsers;
import tandem.http.UserStanding;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.RecordId;

/** Lists from whichever model is active when one is asked for. */
record ActiveLists(Models models) implements RecommendationPort {

  @Override
  public CompletionStage<ListAnswer> forUser(
      UserId user, ListRequest request, Optional<RecordId> after, Duration timeout) {
    return models.active().lists().forUser(user, request, after, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> inContext(
      UserId user,
      List<BasketItem> basket,
      ListRequest request,
      Optional<RecordId> after,
      Duration timeout) {
    return models.active().lists().inContext(user, basket, request, after, timeout);
  }

  @Override
  public CompletionStage<Optional<ListAnswer>> similar(
      ItemId item, ListRequest request, Duration timeout) {
    return models.active().lists().similar(item, request, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> similarToAll(
      Set<ItemId> items, ListRequest request, Duration timeout) {
    return models.active().lists().similarToAll(items, request, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> forBasket(
      List<BasketItem> basket, ListRequest request, Duration timeout) {
    return models.active().lists().forBasket(basket, request, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> forGroup(
      GroupWish group, ListRequest request, Duration timeout) {
    return models.active().lists().forGroup(group, request, timeout);
  }

  @Override
  public CompletionStage<Estimates> estimate(UserId user, List<ItemId> items, Duration timeout) {
    return models.active().lists().estimate(user, items, timeout);
  }

  @Override
  public CompletionStage<Optional<SimilarUsers>> similarUsers(
      UserId user, int k, Duration timeout) {
    return models.active().lists().similarUsers(user, k, timeout);
  }

  @Override
  public CompletionStage<Optional<UserStanding>> follow(
      UserId user, String follower, long known, Duration patience) {
    return models.active().lists().follow(user, follower, known, patience);
  }

  @Override
  public CompletionStage<ListAnswer> popular(ListRequest request, Duration timeout) {
    return models.active().lists().popular(request, timeout);
  }

  @Override
  public List<Duration> windows() {
    return models.active().lists().windows();
  }

  @Override
  public CompletionStage<ListAnswer> trending(
      Duration window, ListRequest request, Duration timeout) {
    return models.active().lists().trending(window, request, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> latest(ListRequest request, Duration timeout) {
    return models.active().lists().latest(request, timeout);
  }
}
