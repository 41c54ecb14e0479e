package tandem.app.load;

import java.time.Duration;
import tandem.loadgen.Made;

/** Where records go, and where it is said what became of them. For one sending thread. */
interface EventSink extends AutoCloseable {

  /**
   * Sends a record that was due then, by {@link System#nanoTime}; waits where too many are under
   * way.
   */
  void send(Made record, long due);

  /** Is called often, with the time. */
  void tick(long now);

  /** Returns when all have their answers; false if that takes longer. */
  boolean await(Duration patience);

  @Override
  void close();
}
