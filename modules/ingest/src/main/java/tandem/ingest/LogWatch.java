package tandem.ingest;

import akka.Done;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sees that the topic was deleted and made anew under a running consumer, which goes on at the old
 * offset as soon as the new topic has so many records: those before it would be lost in silence.
 */
final class LogWatch {

  /*
   * The consumer fetches by topic id, and has the id from its metadata: it gets nothing of the new topic before a
   * metadata update has told it the new id. Updates come every few minutes, or after an error, and the consumer
   * tells them to its deserializers (a ClusterResourceListener) before it fetches. So a record that arrives when
   * no update came since the id was last found to be the old one is of the old topic, and all others wait until
   * the id is asked for again. Ids don't come back: what is the old one now was the old one at every update before.
   */

  private final EventLog log;
  private final FrontierStore store;
  private final AtomicInteger updates = new AtomicInteger();

  LogWatch(EventLog log, FrontierStore store) {
    this.log = log;
    this.store = store;
  }

  /** For the consumer, by which it tells of its metadata. */
  ByteArrayDeserializer deserializer() {
    return new Listener(updates);
  }

  private static final class Listener extends ByteArrayDeserializer
      implements ClusterResourceListener {
    private final AtomicInteger updates;

    Listener(AtomicInteger updates) {
      this.updates = updates;
    }

    @Override
    public void onUpdate(ClusterResource cluster) {
      updates.incrementAndGet();
    }
  }

  /** A watch for records that were asked for in the life of the log that has this epoch. */
  OfEpoch of(String topic, int epoch) {
    return new OfEpoch(topic, epoch);
  }

  /** Used by one stream stage, one record after the other. */
  final class OfEpoch {
    private final String topic;
    private final int epoch;
    private volatile int confirmed = -1;

    private OfEpoch(String topic, int epoch) {
      this.topic = topic;
      this.epoch = epoch;
    }

    /** Gives back a record that has arrived, or fails when it may be of another life of the log. */
    <T> CompletionStage<T> confirm(T record) {
      int seen = updates.get();
      return seen == confirmed
          ? CompletableFuture.completedFuture(record)
          : ask(seen).thenApply(done -> record);
    }

    private CompletionStage<Done> ask(int seen) {
      return log.topicId()
          .thenCompose(id -> store.epoch(topic, id))
          .thenApply(
              now -> {
                if (now != epoch) {
                  throw new IllegalStateException(
                      topic
                          + " was made anew: epoch "
                          + epoch
                          + " ends, epoch "
                          + now
                          + " begins.");
                }
                confirmed = seen;
                return Done.getInstance();
              });
    }
  }
}
