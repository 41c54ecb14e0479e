package tandem.ingest;

import akka.Done;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where the frontier is kept: in the database of the journal, so that a database that comes back in
 * an earlier state comes back with an earlier frontier. A stage that fails means that the database
 * is away.
 */
public interface FrontierStore {

  /**
   * The epoch of the life of a topic that has this Kafka topic id: a new one, above all before of
   * any topic, if the id is new. A record is known by epoch, partition and offset alone.
   */
  CompletionStage<Integer> epoch(String topic, String topicId);

  /** The stored frontier; empty if the partition was never begun. */
  CompletionStage<Optional<Frontier.Progress>> load(String topic, int epoch, int partition);

  /** Stores the frontier unless a higher one is stored. */
  CompletionStage<Done> save(String topic, int epoch, int partition, Frontier.Progress progress);
}
