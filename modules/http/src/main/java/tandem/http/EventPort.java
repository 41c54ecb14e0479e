package tandem.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;

/** Where accepted events go. */
public interface EventPort {

  /**
   * Writes the events to the log, in this order.
   *
   * @param events 1 to 500 valid events
   * @return their places, one for each, in the same order, when the log has acknowledged all of
   *     them. Fails with {@link UnavailableException} when the log does not take them now, and with
   *     {@link java.util.concurrent.TimeoutException} when it is not known whether it has them
   */
  CompletionStage<List<RecordId>> publish(List<Interaction> events, Duration timeout);
}
