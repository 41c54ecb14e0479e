package tandem.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition is settled. Records are begun in the order of their offsets and settled in
 * any order; the frontier is the lowest offset that is not settled. Offsets may have gaps. Used by
 * one stream stage.
 *
 * @param <T> what goes with a record, given back when the frontier passes it
 */
public final class Frontier<T> {

  private final Deque<Entry<T>> open = new ArrayDeque<>();
  private Progress progress;
  private @Nullable T passed;

  /**
   * How far the partition is settled.
   *
   * @param nextOffset every record below it is settled
   * @param ratings how many of them had a rating
   * @param ratingSum the sum of those ratings, in the model's scale
   */
  public record Progress(long nextOffset, long ratings, double ratingSum) {

    /** Nothing settled. */
    public static final Progress NONE = new Progress(0, 0, 0.0);

    Progress past(long offset, double rating) {
      return Double.isNaN(rating)
          ? new Progress(offset + 1, ratings, ratingSum)
          : new Progress(offset + 1, ratings + 1, ratingSum + rating);
    }
  }

  /** A record under way. */
  public static final class Entry<T> {
    private final long offset;
    private final double rating;
    private final T handle;
    private boolean settled;

    private Entry(long offset, double rating, T handle) {
      this.offset = offset;
      this.rating = rating;
      this.handle = handle;
    }
  }

  /** A frontier that goes on from {@code start}. */
  public Frontier(Progress start) {
    this.progress = start;
  }

  /** The frontier. */
  public long value() {
    return progress.nextOffset();
  }

  /** How far the partition is settled. */
  public Progress progress() {
    return progress;
  }

  /**
   * A record sets out.
   *
   * @param rating in the model's scale, or NaN
   */
  public Entry<T> begin(long offset, double rating, T handle) {
    Entry<T> last = open.peekLast();
    if (offset < progress.nextOffset() || (last != null && offset <= last.offset)) {
      throw new IllegalArgumentException("offset " + offset + " was begun before");
    }
    Entry<T> entry = new Entry<>(offset, rating, handle);
    open.add(entry);
    return entry;
  }

  /** The record is settled. */
  public void settle(Entry<T> entry) {
    entry.settled = true;
    for (Entry<T> head = open.peek(); head != null && head.settled; head = open.peek()) {
      open.remove();
      progress = progress.past(head.offset, head.rating);
      passed = head.handle;
    }
  }

  /** What went with the newest record that the frontier has passed, or null if it passed none. */
  public @Nullable T passed() {
    return passed;
  }
}
