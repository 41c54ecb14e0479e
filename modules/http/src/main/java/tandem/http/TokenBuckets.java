package tandem.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket for each key, in bounded memory: it starts full, and a key that was not seen for
 * the time in which its bucket fills is forgotten, which makes no difference. For many threads.
 */
final class TokenBuckets {

  private final int capacity;
  private final double nanosPerToken;
  private final LongSupplier nanos;
  private final Cache<String, Bucket> buckets;

  /**
   * No keys yet.
   *
   * @param capacity tokens of a full bucket, above 0
   * @param period in which an empty bucket fills
   * @param maxKeys how many are remembered at most
   * @param nanos the monotonic clock
   */
  TokenBuckets(int capacity, Duration period, long maxKeys, LongSupplier nanos) {
    this.capacity = capacity;
    this.nanosPerToken = (double) period.toNanos() / capacity;
    this.nanos = nanos;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(maxKeys)
            .expireAfterAccess(period)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Takes tokens, all or none: returns zero, or how long it takes until they are there; for more
   * than a bucket holds, until it is full.
   */
  Duration take(String key, int tokens) {
    long now = nanos.getAsLong();
    return buckets.get(key, unused -> new Bucket(now)).take(tokens, now);
  }

  /** Puts tokens back that were taken for nothing. */
  void putBack(String key, int tokens) {
    Bucket bucket = buckets.getIfPresent(key);
    if (bucket != null) {
      bucket.putBack(tokens);
    }
  }

  /** How many keys are remembered. */
  long size() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private final class Bucket {

    private double level = capacity;
    private long at;

    Bucket(long at) {
      this.at = at;
    }

    synchronized Duration take(int tokens, long now) {
      level = Math.min(capacity, level + Math.max(0, now - at) / nanosPerToken);
      at = now;
      if (tokens <= level) {
        level -= tokens;
        return Duration.ZERO;
      }
      return Duration.ofNanos((long) ((Math.min(tokens, capacity) - level) * nanosPerToken) + 1);
    }

    synchronized void putBack(int tokens) {
      level = Math.min(capacity, level + tokens);
    }
  }
}
