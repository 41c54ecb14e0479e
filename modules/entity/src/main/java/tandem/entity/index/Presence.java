package tandem.entity.index;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions of the index are away, since they did not answer lately. Nobody asks these until
 * they are back: a list without them comes at once instead of at its time-out, and what nobody
 * waits for any more does not pile up in front of a partition that starts elsewhere. Safe for use
 * by many threads.
 */
final class Presence {

  /** How long a partition has to stay silent. */
  static final Duration SILENCE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int HERE = 0;
  private static final int AWAY = 1;

  private final AtomicIntegerArray states;
  private final IntFunction<CompletionStage<Boolean>> probe;
  private final Later later;

  /** Runs something after a while, or never if the node has ended by then. */
  interface Later {
    void run(Duration delay, Runnable what);
  }

  /**
   * All are taken to be here.
   *
   * @param probe whether a partition answers queries; may fail, and ends in bounded time
   */
  Presence(int partitions, IntFunction<CompletionStage<Boolean>> probe, Later later) {
    this.states = new AtomicIntegerArray(partitions);
    this.probe = probe;
    this.later = later;
  }

  boolean isAway(int partition) {
    return states.get(partition) == AWAY;
  }

  /** A query has waited for {@code waited} without an answer. */
  void missed(int partition, Duration waited) {
    if (waited.compareTo(SILENCE) >= 0 && states.compareAndSet(partition, HERE, AWAY)) {
      LOG.info("Index partition {} does not answer; lists go without it", partition);
      probe(partition);
    }
  }

  private void probe(int partition) {
    var unused =
        probe
            .apply(partition)
            .whenComplete(
                (answers, failure) -> {
                  if (failure == null && answers) {
                    states.set(partition, HERE);
                    LOG.info("Index partition {} answers again", partition);
                  } else {
                    later.run(PAUSE, () -> probe(partition));
                  }
                });
  }
}
