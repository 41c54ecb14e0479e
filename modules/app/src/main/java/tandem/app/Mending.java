package tandem.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tandem.app.store.EntityIds;
import tandem.app.store.JdbcErasures;
import tandem.entity.index.IndexedItem;
import tandem.entity.index.JournalTail;
import tandem.model.ItemId;
import tandem.protocol.journal.Receipt;

/**
 * Does in a side model what was done in the main one while the side model was made or away, or what
 * did not get through: descriptions and removals of items, and erasures of users. It runs while new
 * ones are passed on to both, before the side model's stream starts and now and then afterwards.
 */
final class Mending {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BATCH = 500;

  private final LearnedModel main;
  private final LearnedModel side;

  Mending(LearnedModel main, LearnedModel side) {
    this.main = main;
    this.side = side;
  }

  /**
   * Goes over what the main journal has after the ordering number {@code from}; returns up to which
   * that is. Blocks, and throws {@link java.util.concurrent.CompletionException} when something
   * does not answer.
   */
  long mend(long from) {
    EntityIds.Changed changed = get(new EntityIds(main.sql()).changed(JournalTail.before(from)));
    for (int at = 0; at < changed.items().size(); at += BATCH) {
      int end = Math.min(at + BATCH, changed.items().size());
      describe(changed.items().subList(at, end).stream().map(ItemId::new).toList());
    }
    Set<Receipt> known =
        get(side.erased().done()).stream()
            .map(JdbcErasures.Open::receipt)
            .collect(Collectors.toSet());
    for (JdbcErasures.Open erasure : get(main.erased().done())) {
      if (!known.contains(erasure.receipt())) {
        get(side.erasures().follow(erasure.user(), erasure.receipt(), PATIENCE));
      }
    }
    return changed.upTo();
  }

  /** Most were described in both at once. */
  private void describe(List<ItemId> items) {
    Map<ItemId, IndexedItem> wanted = get(main.index().items(items, PATIENCE));
    Map<ItemId, IndexedItem> there = get(side.index().items(items, PATIENCE));
    for (ItemId item : items) {
      IndexedItem known = wanted.get(item);
      if (known != null && !isSame(known, there.get(item))) {
        describe(item);
      }
    }
  }

  /** Says it again when it was changed meanwhile, since the change may have come here first. */
  private void describe(ItemId item) {
    @Nullable IndexedItem told = null;
    @Nullable IndexedItem now = wanted(item);
    while (now != null && !isSame(now, told)) {
      get(
          now.removed()
              ? side.remove(item, PATIENCE)
              : side.describe(item, now.description(), PATIENCE));
      told = now;
      now = wanted(item);
    }
  }

  private @Nullable IndexedItem wanted(ItemId item) {
    return get(main.index().items(List.of(item), PATIENCE)).get(item);
  }

  private static boolean isSame(IndexedItem now, @Nullable IndexedItem told) {
    return told != null
        && now.removed() == told.removed()
        && now.description().equals(told.description());
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
