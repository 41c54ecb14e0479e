package tandem.app.evaluation;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.app.list.Lists;
import tandem.app.list.UserPools;
import tandem.entity.index.Index;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.RecordId;

/**
 * What a model has for its users.
 *
 * @param lists of the model
 * @param index of its items
 */
public record ListSource(Lists lists, Index index) implements ListTests.Source {

  @Override
  public CompletionStage<UserPools> pools(
      UserId user, ItemId item, Optional<RecordId> after, Duration timeout) {
    return lists.pools(user, item, after, timeout);
  }

  @Override
  public CompletionStage<Map<ItemId, Long>> events(Collection<ItemId> items, Duration timeout) {
    return index
        .items(items, timeout)
        .thenApply(
            known -> {
              Map<ItemId, Long> events = new HashMap<>();
              known.forEach((id, item) -> events.put(id, item.events()));
              return events;
            });
  }

  @Override
  public CompletionStage<Index.Totals> totals(Duration timeout) {
    return index.totals(timeout);
  }
}
