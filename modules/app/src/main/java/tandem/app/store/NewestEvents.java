package tandem.app.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tandem.entity.index.IndexStore.Change;
import tandem.model.CooccurrenceChange;
import tandem.model.ItemId;
import tandem.protocol.journal.ItemEvent;

/**
 * Of each item the newest event of each kind, with what all of them have changed in its row of
 * co-occurrences. Events come item by item, in the order of their sequence numbers.
 */
final class NewestEvents {

  private final List<Change> all = new ArrayList<>();
  private final Map<Class<?>, Change> newest = new LinkedHashMap<>();
  private @Nullable ItemId item;
  private CooccurrenceChange row = CooccurrenceChange.NONE;

  void add(Change change) {
    if (!change.item().equals(item)) {
      next();
      item = change.item();
    }
    Change kept = change;
    if (change.event() instanceof ItemEvent.Learned learned) {
      row = row.then(learned.row());
      kept = new Change(change.item(), change.sequence(), learned.withoutSteps().with(row));
    } else if (change.event() instanceof ItemEvent.Based) {
      row = CooccurrenceChange.NONE; // it has all that was before it
    }
    newest.remove(change.event().getClass()); // the newest stands last
    newest.put(change.event().getClass(), kept);
  }

  private void next() {
    all.addAll(newest.values());
    newest.clear();
    row = CooccurrenceChange.NONE;
  }

  /** Those of all items. */
  List<Change> all() {
    next();
    return all;
  }
}
