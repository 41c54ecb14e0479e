package tandem.ingest;

import java.util.HashMap;
import java.util.Map;

/**
 * The running mean of the ratings of all partitions on this node, in the model's scale; 0 at first.
 * It is restored from the stored progress of the partitions, so a restart goes on with the same
 * mean. Safe for use by many threads.
 */
public final class SharedMean {

  private final Map<Integer, Part> parts = new HashMap<>();
  private long count;
  private double sum;

  private record Part(long count, double sum) {}

  /** A partition has come: what was counted of it before is replaced. */
  public synchronized void restore(int partition, long ratings, double ratingSum) {
    Part before = parts.put(partition, new Part(ratings, ratingSum));
    count += ratings - (before == null ? 0 : before.count);
    sum += ratingSum - (before == null ? 0 : before.sum);
  }

  /** Counts a rating, and gives the mean with it. */
  public synchronized float add(int partition, double rating) {
    parts.merge(
        partition, new Part(1, rating), (a, b) -> new Part(a.count + b.count, a.sum + b.sum));
    count++;
    sum += rating;
    return (float) (sum / count);
  }

  /** The mean so far. */
  public synchronized float value() {
    return count == 0 ? 0f : (float) (sum / count);
  }
}
