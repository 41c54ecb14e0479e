package tandem.http;

import akka.Done;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import tandem.model.ItemId;
import tandem.protocol.ItemDescription;

/** A catalogue in memory; every item has learned from two events. */
final class FakeItems implements ItemPort {

  private final Fakes fakes;
  private final NavigableMap<ItemId, ItemDescription> items = new ConcurrentSkipListMap<>();

  FakeItems(Fakes fakes) {
    this.fakes = fakes;
  }

  void clear() {
    items.clear();
  }

  Map<ItemId, ItemDescription> all() {
    return items;
  }

  /** The description of an item that is there. */
  ItemDescription described(String item) {
    return Objects.requireNonNull(items.get(new ItemId(item)), item);
  }

  @Override
  public CompletionStage<Optional<ItemFacts>> get(ItemId item, Duration timeout) {
    return fakes.answer(
        () ->
            Optional.ofNullable(items.get(item))
                .map(description -> new ItemFacts(item, description, 2, 0.25, 1.5)));
  }

  @Override
  public CompletionStage<Done> describe(
      ItemId item, ItemDescription description, Duration timeout) {
    return fakes.answer(
        () -> {
          items.put(item, description);
          return Done.getInstance();
        });
  }

  @Override
  public CompletionStage<Done> remove(ItemId item, Duration timeout) {
    return fakes.answer(
        () -> {
          items.remove(item);
          return Done.getInstance();
        });
  }

  @Override
  public CompletionStage<List<ItemId>> list(Optional<ItemId> after, int limit, Duration timeout) {
    return fakes.answer(
        () ->
            after.map(id -> items.tailMap(id, false)).orElse(items).keySet().stream()
                .limit(limit)
                .toList());
  }
}
