package tandem.entity;

import com.fasterxml.jackson.core.JacksonException;
import java.io.ObjectStreamException;

/** An event that could be decoded and not applied. */
final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableException(Object event, RuntimeException cause) {
    super("an event can't be applied: " + event.getClass().getName(), cause);
  }

  /*
   * Only what says that stored bytes make no event counts: the decoder, an unknown class or serializer, and the above. Everything
   * else may be a database that is away, also where its name does not say so (Slick has IllegalArgumentException for a queue
   * that is full): the entity then waits, for an outage must reject nothing (docs/decisions/0008).
   */

  /** Whether a recovery failed because of what the journal holds. */
  static boolean isIn(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JacksonException
          || cause instanceof ObjectStreamException
          || cause instanceof UnreadableException) {
        return true;
      }
    }
    return false;
  }
}
