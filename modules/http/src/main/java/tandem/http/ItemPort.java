package tandem.http;

import akka.Done;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.protocol.http.ItemDocument;

/**
 * The catalogue. A stage fails with {@link java.util.concurrent.TimeoutException} when there is no
 * answer in time, and with {@link UnavailableException} when there can't be one now.
 */
public interface ItemPort {

  /** Makes the item, or replaces what the catalogue says of it; done when it is durable. */
  CompletionStage<Done> put(ItemId item, ItemDocument document, Duration timeout);

  /** The item, or empty if it is not known or was removed. */
  CompletionStage<Optional<ItemFacts>> get(ItemId item, Duration timeout);

  /** Removes the item from the catalogue and from every list; done also if there is none. */
  CompletionStage<Done> remove(ItemId item, Duration timeout);

  /**
   * The first {@code limit} ids above {@code after}, ascending; fewer only at the end.
   *
   * @param after an id, or "" for the beginning
   * @param limit 1 to 1001
   */
  CompletionStage<List<ItemId>> ids(String after, int limit, Duration timeout);
}
