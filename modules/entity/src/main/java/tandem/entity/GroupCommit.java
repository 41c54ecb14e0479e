package tandem.entity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what arrives while a write is under way, so that the next write takes all of it: the
 * batch grows with the load (group commit: DeWitt et al., SIGMOD 1984, §5.2). With a linger it also
 * gathers for a while after the last write: one that comes alone never waits, and who writes again
 * and again does so once a linger. Used by one actor.
 */
public final class GroupCommit<T> {

  private final long linger;
  private List<T> gathered = new ArrayList<>();
  private List<T> writing = List.of();
  private long earliest; // by System.nanoTime, if there is a linger

  /**
   * Nothing waits.
   *
   * @param linger from the start of a write to that of the next, at least; 0 or more
   */
  public GroupCommit(Duration linger) {
    this.linger = linger.toNanos();
    hurry();
  }

  /** Adds what is to be written next. */
  public void add(T entry) {
    gathered.add(entry);
  }

  /** Whether nothing is under way and nothing waits. */
  public boolean isIdle() {
    return writing.isEmpty() && gathered.isEmpty();
  }

  /** Whether a write is under way. */
  public boolean isWriting() {
    return !writing.isEmpty();
  }

  /** Whether a write can start: something waits and nothing is under way. */
  public boolean isDue() {
    return writing.isEmpty() && !gathered.isEmpty();
  }

  /** How long what waits is still to wait for company, in nanoseconds; 0 or less: it is not. */
  public long toLinger() {
    return linger == 0 ? 0 : earliest - System.nanoTime();
  }

  /** The next write does not linger. */
  public void hurry() {
    earliest = linger == 0 ? 0 : System.nanoTime();
  }

  /** Starts the write of all that waits, and gives it. Call only if {@link #isDue()}. */
  public List<T> start() {
    if (!isDue()) {
      throw new IllegalStateException("a write is under way, or there is nothing to write");
    }
    writing = gathered;
    gathered = new ArrayList<>();
    earliest = linger == 0 ? 0 : System.nanoTime() + linger;
    return writing;
  }

  /** The write under way is durable: ends it, and gives what was in it. */
  public List<T> finish() {
    List<T> written = writing;
    writing = List.of();
    return written;
  }

  /** What is being written and what waits, in the order in which it came. */
  public List<T> all() {
    List<T> all = new ArrayList<>(writing);
    all.addAll(gathered);
    return all;
  }

  /** The journal started anew: forgets all, since each sender sends again. */
  public void reset() {
    gathered.clear();
    writing = List.of();
  }
}
