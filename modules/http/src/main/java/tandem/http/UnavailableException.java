package tandem.http;

import java.time.Duration;

/** What a port fails with when it can't serve now and the caller should try again later. */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * For {@code detail}, a sentence that clients may read, and the time (above 0) after which they
   * should try again.
   */
  public UnavailableException(String detail, Duration retryAfter) {
    super(detail);
    if (retryAfter.isNegative() || retryAfter.isZero()) {
      throw new IllegalArgumentException("the time to try again after must be positive");
    }
    this.retryAfter = retryAfter;
  }

  /** When to try again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
