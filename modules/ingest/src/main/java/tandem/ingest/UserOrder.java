package tandem.ingest;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tandem.model.UserId;
import tandem.protocol.RecordId;

/**
 * The order of the records of each user in one partition: which one of them is before another and
 * not acknowledged yet. A user must take that first (see {@link tandem.entity.user.Arrivals}).
 * Records are begun by one stream stage, in the order of the log, and acknowledged on any thread.
 */
public final class UserOrder {

  private final Map<UserId, Turn> newest = new ConcurrentHashMap<>();

  /** A record of a user under way. */
  public static final class Turn {
    private final UserId user;
    private final RecordId id;
    private volatile @Nullable Turn before;
    private volatile boolean acknowledged;

    private Turn(UserId user, RecordId id) {
      this.user = user;
      this.id = id;
    }

    /** The user's record before this one, until it is acknowledged. */
    public Optional<RecordId> previous() {
      Turn previous = before;
      return previous == null || previous.acknowledged
          ? Optional.empty()
          : Optional.of(previous.id);
    }
  }

  /** A record sets out. */
  public Turn begin(UserId user, RecordId id) {
    Turn turn = new Turn(user, id);
    turn.before = newest.put(user, turn);
    return turn;
  }

  /** The user has acknowledged the record. */
  public void acknowledge(Turn turn) {
    turn.acknowledged = true;
    turn.before = null; // or the turns of a busy user would be a chain without end
    newest.remove(turn.user, turn);
  }
}
