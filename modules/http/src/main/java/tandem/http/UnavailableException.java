package tandem.http;

import java.time.Duration;

/** A port can't answer now: what it needs is down, starting or has too much to do. */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * Neither stack trace nor cause: it is an answer, not a fault.
   *
   * @param detail one sentence for the client
   * @param retryAfter when the client may try again; rounded up to seconds, at least 1
   */
  public UnavailableException(String detail, Duration retryAfter) {
    super(detail, null, false, false);
    this.retryAfter = retryAfter;
  }

  /** When the client may try again, in seconds, at least 1. */
  long retryAfterSeconds() {
    return Math.max(1, retryAfter.plusMillis(999).toSeconds());
  }
}
