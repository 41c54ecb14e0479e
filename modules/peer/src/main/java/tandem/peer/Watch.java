package tandem.peer;

import java.io.Serializable;
import tandem.model.Factors;

/**
 * Sees what the operators do. Flink sends it to each of them as bytes, so what it gathers is
 * static: the mini-cluster is in this JVM. For many threads.
 */
interface Watch extends Serializable {

  /** A record was read. */
  void read(boolean accepted);

  /** An item has learned from an event, with that error of the prediction before. */
  void itemStepped(Event event, float error, Factors now);

  /** A user has learned from an event. */
  void userStepped(Gradient gradient, Factors now);

  /**
   * A checkpoint has all that was learned of these events, both by user and item.
   *
   * @param appended when each was appended, epoch milliseconds, the first {@code size}
   */
  void durable(long[] appended, int size);
}
