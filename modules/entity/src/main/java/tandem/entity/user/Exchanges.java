package tandem.entity.user;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tandem.entity.AppliedOffsets;
import tandem.entity.item.ItemEntity;
import tandem.model.Factors;
import tandem.protocol.RecordId;

/**
 * The exchanges of a user by which it has stepped, until the user may journal them: in the order of
 * the steps, and each only when the item has said that its own step is durable. So what is
 * journaled is always the steps up to one, with the factors just after it. Used by one actor.
 */
final class Exchanges {

  private Map<RecordId, Exchanged> open = Map.of(); // made when it is needed: most users are idle

  /** An exchange by which the user has stepped. */
  static final class Exchanged {

    private final Waiting waiting;
    private final ItemEntity.Pull pull;
    private final ItemEntity.Gradient gradient;
    private Factors after;
    private boolean confirmed;
    private boolean wasThereAtTick;

    Exchanged(Waiting waiting, ItemEntity.Pull pull, ItemEntity.Gradient gradient, Factors after) {
      this.waiting = waiting;
      this.pull = pull;
      this.gradient = gradient;
      this.after = after;
      this.confirmed = !gradient.early();
    }

    Waiting waiting() {
      return waiting;
    }

    /** What the item was asked. */
    ItemEntity.Pull pull() {
      return pull;
    }

    ItemEntity.Gradient gradient() {
      return gradient;
    }

    /** The user's factors after the step. */
    Factors after() {
      return after;
    }

    /** The steps before it were taken anew. */
    void steppedAnew(Factors factors) {
      after = factors;
    }
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Those that can't be journaled yet, in the order of the steps. */
  Collection<Exchanged> all() {
    return Collections.unmodifiableCollection(open.values());
  }

  void add(Exchanged exchanged) {
    open = open.isEmpty() ? new LinkedHashMap<>(2) : open;
    open.put(exchanged.waiting.id(), exchanged);
  }

  /** Whether the record is among them. */
  boolean contains(RecordId id) {
    return open.containsKey(id);
  }

  /** The item's step is durable. */
  void confirm(RecordId id) {
    Exchanged exchanged = open.get(id);
    if (exchanged != null) {
      exchanged.confirmed = true;
    }
  }

  /** Takes the first one, if it can be journaled; else null. */
  @Nullable Exchanged next() {
    if (open.isEmpty()) {
      return null;
    }
    Iterator<Exchanged> all = open.values().iterator();
    Exchanged first = all.next();
    if (!first.confirmed) {
      return null;
    }
    all.remove();
    open = open.isEmpty() ? Map.of() : open;
    return first;
  }

  /** Takes those that are among {@code records}; gives which they are. */
  List<RecordId> removeAll(AppliedOffsets records) {
    List<RecordId> removed = open.keySet().stream().filter(records::contains).toList();
    removed.forEach(open::remove);
    open = open.isEmpty() ? Map.of() : open;
    return removed;
  }

  /** Those whose pulls must be repeated, since they were open at the last call, too. */
  List<Exchanged> late() {
    List<Exchanged> late = new ArrayList<>(0);
    for (Exchanged exchanged : open.values()) {
      if (!exchanged.confirmed && exchanged.wasThereAtTick) {
        late.add(exchanged);
      }
      exchanged.wasThereAtTick = true;
    }
    return late;
  }

  void clear() {
    open = Map.of();
  }
}
