package tandem.entity.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tandem.model.FactorVector;
import tandem.model.UserId;
import tandem.ranking.Counts;
import tandem.ranking.ListQuery;
import tandem.ranking.Numbers;
import tandem.ranking.PackedItem;
import tandem.ranking.PackedItems;

/**
 * Users of the index, packed, and those of them who are most like a vector. Of a user who is gone
 * it remembers when, so that no older row brings the user back. For one thread.
 */
final class UserVectors {

  private final PackedItems<UserId, Long> known; // the note is the sequence number
  private final Map<UserId, Long> gone = new HashMap<>();

  /** Nobody; users have so many factors. */
  UserVectors(int factors) {
    this.known = new PackedItems<>(factors, Counts::new, n -> 1);
  }

  /** How many users are known. */
  int size() {
    return known.size();
  }

  /** Keeps the row if it is newer than what is kept; whether it is. */
  boolean keep(IndexedUser user) {
    if (user.sequence() <= sequence(user.id())) {
      return false;
    }
    if (user.isKnown()) {
      gone.remove(user.id());
      known.put(new PackedItem<>(user.id(), user.vector(), 0f, Numbers.of(), user.sequence()));
    } else {
      known.remove(user.id());
      gone.put(user.id(), user.sequence());
    }
    return true;
  }

  private long sequence(UserId id) {
    return known.note(id).orElseGet(() -> gone.getOrDefault(id, 0L));
  }

  /** The row of the user: what was kept last, or nothing known. */
  IndexedUser row(UserId id) {
    return known
        .find(id)
        .map(packed -> new IndexedUser(id, packed.note(), packed.vector()))
        .orElseGet(() -> IndexedUser.unknown(id, sequence(id)));
  }

  /** The {@code k} users who are most like {@code vector}, without {@code user}. */
  List<AlikeUser> alike(FactorVector vector, int k, UserId user) {
    return known.search(ListQuery.byCosine(vector, k, Set.of(user))).stream()
        .map(scored -> new AlikeUser(scored.item(), scored.score()))
        .toList();
  }
}
