package tandem.entity.user;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tandem.entity.RecentKeys;
import tandem.model.ItemId;
import tandem.protocol.RecordId;
import tandem.protocol.journal.UserStep;

/**
 * Recognises the producer's repetitions among the records that a user takes: within the window of
 * its newest interactions, and the newest with an item however long ago. The verdict depends on
 * nothing but the records before, and not on how many of them are journaled yet: after a crash it
 * is given again, and the item may have acted on the first one. Used by one actor.
 */
public final class Repetitions {

  private Map<ItemId, Taken> unjournaled = Map.of(); // the newest of each item; most users are idle
  private RecentKeys keys;
  private RecentKeys keysBefore; // the newest was taken
  private @Nullable Taken takenBefore;

  private record Taken(RecordId id, long key) {}

  /** For a user of which the journal says this. */
  public Repetitions(UserState durable) {
    keys = durable.keys();
    keysBefore = keys;
  }

  /** The journal was read again, or all that was taken is in it. */
  public void reset(UserState durable) {
    keys = durable.keys();
    keysBefore = keys;
    takenBefore = null;
    unjournaled = Map.of();
  }

  /** Forgets all interactions. */
  public void forget() {
    keys = RecentKeys.empty(keys.capacity());
    unjournaled = Map.of();
  }

  /** Whether the interaction repeats one that was taken before. If not, it is taken now. */
  public boolean isRepeated(UserStep step, UserState durable) {
    long key = UserState.key(step);
    if (keys.contains(key) || isNewest(step.item(), key, durable)) {
      return true;
    }
    take(step, key);
    return false;
  }

  /** The interaction is taken, whatever was before. */
  public void take(UserStep step) {
    take(step, UserState.key(step));
  }

  private void take(UserStep step, long key) {
    keysBefore = keys;
    keys = keys.with(key);
    unjournaled = unjournaled.isEmpty() ? new HashMap<>(2) : unjournaled;
    takenBefore = unjournaled.put(step.item(), new Taken(step.delivery().id(), key));
  }

  /** The interaction that was taken last is not learned: sent again, it is no repetition. */
  public void giveBack(UserStep step) {
    keys = keysBefore;
    if (takenBefore == null) {
      forget(step.item());
    } else {
      unjournaled.put(step.item(), takenBefore);
    }
  }

  private void forget(ItemId item) {
    if (unjournaled.containsKey(item)) {
      unjournaled.remove(item);
      unjournaled = unjournaled.isEmpty() ? Map.of() : unjournaled;
    }
  }

  /** Whether the item was taken, and the journal does not say so yet. */
  public boolean isTaken(ItemId item) {
    return unjournaled.containsKey(item);
  }

  private boolean isNewest(ItemId item, long key, UserState durable) {
    Taken taken = unjournaled.get(item);
    if (taken != null) {
      return taken.key() == key;
    }
    History.Seen newest = durable.seen().get(item);
    return newest != null && newest.key() == key;
  }

  /** The journal holds the interaction. */
  public void journaled(UserStep step) {
    Taken taken = unjournaled.get(step.item());
    if (taken != null && taken.id().equals(step.delivery().id())) {
      forget(step.item());
    }
    if (takenBefore != null && takenBefore.id().equals(step.delivery().id())) {
      takenBefore = null; // from now on the journal says so
    }
  }
}
