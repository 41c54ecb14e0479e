package tandem.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.http.EventToken;

/**
 * Where lists come from. Every stage completes within the given time-out, if need be with a list
 * that says which partitions are missing; it fails with {@link
 * java.util.concurrent.TimeoutException} (Akka's AskTimeoutException is one) when there is no
 * answer in time, and with {@link UnavailableException} when there can't be one now.
 */
public interface RecommendationPort {

  /** The {@code k} best items for the user, seen and hidden ones left out; popular if unknown. */
  CompletionStage<ListAnswer> forUser(UserId user, int k, Duration timeout);

  /**
   * The same, but not before the event of {@code after} was learned and is in the index; fails with
   * a TimeoutException if that is not so within the time-out. The token's user is the user.
   */
  CompletionStage<ListAnswer> forUserAfter(EventToken after, int k, Duration timeout);

  /** The {@code k} items most like the item, or empty if the item is not known. */
  CompletionStage<Optional<ListAnswer>> similar(ItemId item, int k, Duration timeout);

  /**
   * The {@code k} best items for one of whom nothing is known but these interactions; their items
   * are left out.
   *
   * @param basket 1 to 100 interactions, in the order of the request
   */
  CompletionStage<ListAnswer> forBasket(List<BasketItem> basket, int k, Duration timeout);

  /** The {@code k} most popular items. */
  CompletionStage<ListAnswer> popular(int k, Duration timeout);
}
