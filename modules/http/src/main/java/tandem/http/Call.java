package tandem.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import tandem.model.Ids;
import tandem.model.ItemId;
import tandem.model.UserId;

/**
 * A request as its route sees it: matched, its query parameters known, its body read.
 *
 * @param variable the variable segment of the path, "" if there is none
 * @param query the parameters
 * @param body the body, {@link Body#NONE} if the route reads none
 * @param isPost whether its method is POST
 * @param caller who sent it
 * @param lastEventId of a stream that the client had before, as its header says
 * @param startedNanos when the request came, by {@code nanos}
 * @param nanos the monotonic clock
 */
record Call(
    String variable,
    Query query,
    Body body,
    boolean isPost,
    Caller caller,
    Optional<String> lastEventId,
    long startedNanos,
    LongSupplier nanos) {

  /** The user that the path names. */
  UserId userId() {
    return new UserId(validId());
  }

  /** The item that the path names. */
  ItemId itemId() {
    return new ItemId(validId());
  }

  /** How long ago the request came, in milliseconds. */
  long tookMs() {
    return Duration.ofNanos(nanos.getAsLong() - startedNanos).toMillis();
  }

  private String validId() {
    if (!Ids.isValid(variable)) {
      throw ProblemException.parameter("id", "id must be " + Query.ID_RULE + ".");
    }
    return variable;
  }
}
