package tandem.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.http.BasketItem;
import tandem.http.ListAnswer;
import tandem.http.RecommendationPort;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.RecordId;

/** Lists from whichever model is active when one is asked for. */
record ActiveLists(Models models) implements RecommendationPort {

  @Override
  public CompletionStage<ListAnswer> forUser(
      UserId user, int k, Optional<RecordId> after, Duration timeout) {
    return models.active().lists().forUser(user, k, after, timeout);
  }

  @Override
  public CompletionStage<Optional<ListAnswer>> similar(ItemId item, int k, Duration timeout) {
    return models.active().lists().similar(item, k, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> forBasket(List<BasketItem> basket, int k, Duration timeout) {
    return models.active().lists().forBasket(basket, k, timeout);
  }

  @Override
  public CompletionStage<ListAnswer> popular(int k, Duration timeout) {
    return models.active().lists().popular(k, timeout);
  }
}
