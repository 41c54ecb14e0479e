package tandem.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.RecordId;

/**
 * Makes lists, all but one of items. Every method completes within {@code timeout}: it fails with
 * {@link java.util.concurrent.TimeoutException} when it can't, and with {@link
 * UnavailableException} when trying again later may help. A part of the index that does not answer
 * in time is no failure but lowers the coverage.
 */
public interface RecommendationPort {

  /**
   * The best items that the user has not seen, by the {@link ListOptions#strategy} of the request,
   * and those that it has as {@link ListOptions#seen} says; the popular list, marked as not known,
   * for an unknown user.
   *
   * @param after answer only when this record of the user has been learned and the index shows it
   */
  CompletionStage<ListAnswer> forUser(
      UserId user, ListRequest request, Optional<RecordId> after, Duration timeout);

  /**
   * The same for a user with a basket (1 to 100 items), without those: to the user's own vector
   * comes what the basket says beyond it. If no item of the basket is known, the list is the user's
   * own, and if neither is, the popular one, marked as not known.
   */
  CompletionStage<ListAnswer> inContext(
      UserId user,
      List<BasketItem> basket,
      ListRequest request,
      Optional<RecordId> after,
      Duration timeout);

  /**
   * The items most like {@code item}, without itself, by the {@link ListOptions#similarBy} of the
   * request; by vectors where the descriptions say nothing. Empty if the item is not known.
   */
  CompletionStage<Optional<ListAnswer>> similar(ItemId item, ListRequest request, Duration timeout);

  /**
   * The items most like all of {@code items} (1 to 100), without those: by the sum of the cosines
   * of their vectors, or of where they lie by their descriptions, as {@link #similar} has it; the
   * popular list, marked as not known, if none of them is known.
   */
  CompletionStage<ListAnswer> similarToAll(
      Set<ItemId> items, ListRequest request, Duration timeout);

  /**
   * The best items for somebody of whom only {@code basket} is known (0 to 100 items), without
   * those; the popular list, marked as not known, if no item of the basket is known.
   */
  CompletionStage<ListAnswer> forBasket(
      List<BasketItem> basket, ListRequest request, Duration timeout);

  /**
   * The best items for several users as one, of what any of them has seen as {@link
   * ListOptions#seen} says; users of whom nothing is known are left out and named. The popular
   * list, marked as not known, if nothing is known of any.
   */
  CompletionStage<ListAnswer> forGroup(GroupWish group, ListRequest request, Duration timeout);

  /**
   * What the user would make of each of these items (1 to 100). A part of the index that does not
   * answer in time is a failure here.
   */
  CompletionStage<Estimates> estimate(UserId user, List<ItemId> items, Duration timeout);

  /**
   * The {@code k} users (1 to 100) most like {@code user}; empty for one of whom nothing is known.
   * It fails with {@link TurnedOffException} where there is no index of users.
   */
  CompletionStage<Optional<SimilarUsers>> similarUsers(UserId user, int k, Duration timeout);

  /**
   * How the user stands, as soon as that is something new; empty after {@code patience}. It fails
   * with {@link UnavailableException} for a user that can't be read.
   *
   * @param follower who asks; the newest question of a follower stands for all of its
   * @param known the {@link UserStanding#version} that the follower knows; negative if none
   */
  CompletionStage<Optional<UserStanding>> follow(
      UserId user, String follower, long known, Duration patience);

  /** The most popular items. */
  CompletionStage<ListAnswer> popular(ListRequest request, Duration timeout);

  /** The windows of time that there are for {@link #trending}; the first is the default. */
  List<Duration> windows();

  /** The items to which most has happened within {@code window}, one of {@link #windows}. */
  CompletionStage<ListAnswer> trending(Duration window, ListRequest request, Duration timeout);

  /** The items that came last. */
  CompletionStage<ListAnswer> latest(ListRequest request, Duration timeout);
}
