package tandem.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;

/** Lists in a map. */
final class FakePages implements PagePort {

  private final Fakes fakes;
  final Map<String, Shown> lists = new HashMap<>();

  /** How many pages somebody else takes first. */
  volatile int others;

  FakePages(Fakes fakes) {
    this.fakes = fakes;
  }

  void clear() {
    lists.clear();
    others = 0;
  }

  @Override
  public CompletionStage<Boolean> open(
      String id, Asked asked, List<ItemId> items, Duration timeout) {
    return fakes.answer(() -> lists.putIfAbsent(id, new Shown(asked, 1, items)) == null);
  }

  @Override
  public CompletionStage<Optional<Shown>> find(String id, Duration timeout) {
    return fakes.answer(() -> Optional.ofNullable(lists.get(id)));
  }

  @Override
  public CompletionStage<Boolean> show(String id, int pages, List<ItemId> items, Duration timeout) {
    return fakes.answer(
        () -> {
          Shown before = lists.get(id);
          boolean taken = others == 0 && before != null && before.pages() == pages;
          if (before != null) {
            List<ItemId> all = new ArrayList<>(before.items());
            all.addAll(items);
            others = Math.max(0, others - 1);
            lists.put(id, new Shown(before.asked(), before.pages() + 1, all));
          }
          return taken;
        });
  }
}
