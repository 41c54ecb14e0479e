package tandem.http;

import akka.Done;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.protocol.ItemDescription;

/** The catalogue. Time-outs and failures are as in {@link RecommendationPort}. */
public interface ItemPort {

  /** What is known of an item; empty if it was never seen or was removed. */
  CompletionStage<Optional<ItemFacts>> get(ItemId item, Duration timeout);

  /** Creates the item or replaces its description; completes when that is durable. */
  CompletionStage<Done> describe(ItemId item, ItemDescription description, Duration timeout);

  /**
   * Removes the item from every list; completes when that is durable. Removing one that is not
   * there changes nothing.
   */
  CompletionStage<Done> remove(ItemId item, Duration timeout);

  /**
   * The first {@code limit} items (2 to 1,001) after {@code after}, or from the start, in the
   * ascending order of the ids' bytes; without those that were removed.
   */
  CompletionStage<List<ItemId>> list(Optional<ItemId> after, int limit, Duration timeout);
}
