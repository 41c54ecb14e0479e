package tandem.ingest;

import akka.kafka.RestrictedConsumer;
import akka.kafka.javadsl.PartitionAssignmentHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the stream starts in a partition that it was given: at the frontier in the database, never
 * where Kafka's group stands. It refuses a log that does not fit the frontier, since going on would
 * lose events in silence.
 *
 * <p>The consumer is set there within Kafka's own callback, which holds the next rebalance back.
 * Alpakka's way for manual offsets fetches them beside it, and when one of the partitions has been
 * taken away meanwhile, it gives all of them up in silence: they stand still (docs/decisions/0003).
 */
final class Assignments implements PartitionAssignmentHandler {

  /** Longer than database and broker take to say that they are not there. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EventLog log;
  private final FrontierStore store;
  private final SharedMean mean;
  private final Map<Integer, Assignment> current = new ConcurrentHashMap<>();

  /** A partition that was given to this node, and how far it was settled then. */
  record Assignment(int epoch, Frontier.Progress progress) {}

  Assignments(EventLog log, FrontierStore store, SharedMean mean) {
    this.log = log;
    this.store = store;
    this.mean = mean;
  }

  /** The assignment of a partition that {@link #starts} was asked for. */
  Assignment get(int partition) {
    Assignment assignment = current.get(partition);
    if (assignment == null) {
      throw new IllegalStateException("partition " + partition + " was never assigned");
    }
    return assignment;
  }

  @Override
  public void onAssign(Set<TopicPartition> assigned, RestrictedConsumer consumer) {
    try {
      starts(assigned)
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .forEach(consumer::seek);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("no offsets to start from in " + assigned, failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void onRevoke(Set<TopicPartition> revoked, RestrictedConsumer consumer) {}

  @Override
  public void onLost(Set<TopicPartition> lost, RestrictedConsumer consumer) {}

  @Override
  public void onStop(Set<TopicPartition> current, RestrictedConsumer consumer) {}

  /** The offset to start from, for each partition. */
  CompletionStage<Map<TopicPartition, Long>> starts(Set<TopicPartition> partitions) {
    return epoch(partitions)
        .thenCombine(log.starts(partitions), (epoch, starts) -> new Bounds(epoch, starts, Map.of()))
        .thenCombine(log.ends(partitions), Bounds::withEnds)
        .thenCompose(bounds -> all(partitions, bounds));
  }

  private CompletionStage<Integer> epoch(Set<TopicPartition> partitions) {
    return partitions.isEmpty()
        ? CompletableFuture.completedFuture(0)
        : log.topicId().thenCompose(id -> store.epoch(partitions.iterator().next().topic(), id));
  }

  private record Bounds(
      int epoch, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    Bounds withEnds(Map<TopicPartition, Long> known) {
      return new Bounds(epoch, starts, known);
    }
  }

  private CompletionStage<Map<TopicPartition, Long>> all(
      Set<TopicPartition> partitions, Bounds bounds) {
    Map<TopicPartition, Long> offsets = new ConcurrentHashMap<>();
    CompletableFuture<?>[] each =
        partitions.stream()
            .map(
                partition ->
                    start(partition, bounds)
                        .thenAccept(offset -> offsets.put(partition, offset))
                        .toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(each).thenApply(done -> offsets);
  }

  private CompletionStage<Long> start(TopicPartition partition, Bounds bounds) {
    long first = bounds.starts().getOrDefault(partition, 0L);
    long end = bounds.ends().getOrDefault(partition, 0L);
    return store
        .load(partition.topic(), bounds.epoch(), partition.partition())
        .thenCompose(
            stored ->
                stored.isPresent()
                    ? CompletableFuture.completedFuture(check(partition, stored.get(), first, end))
                    : begin(partition, bounds.epoch(), first))
        .thenApply(progress -> assign(partition, bounds.epoch(), progress));
  }

  /**
   * What retention took before the first start was never ours. From now on it is, and so the place
   * is stored before anything is learned: what retention takes then is missed.
   */
  private CompletionStage<Frontier.Progress> begin(
      TopicPartition partition, int epoch, long first) {
    Frontier.Progress begun = new Frontier.Progress(first, 0, 0.0);
    return store
        .save(partition.topic(), epoch, partition.partition(), begun)
        .thenApply(saved -> begun);
  }

  private long assign(TopicPartition partition, int epoch, Frontier.Progress progress) {
    current.put(partition.partition(), new Assignment(epoch, progress));
    mean.restore(partition.partition(), progress.ratings(), progress.ratingSum());
    return progress.nextOffset();
  }

  private static Frontier.Progress check(
      TopicPartition partition, Frontier.Progress stored, long first, long end) {
    if (stored.nextOffset() > end) {
      throw new IllegalStateException(
          partition
              + " ends at offset "
              + end
              + ", but the database says that all below "
              + stored.nextOffset()
              + " was learned: the log has lost its tail or is another one. Nothing is consumed."
              + " Restore the log, or delete and create the topic anew, which starts a new epoch.");
    }
    if (stored.nextOffset() < first) {
      throw new IllegalStateException(
          partition
              + " starts at offset "
              + first
              + ", but only what is below "
              + stored.nextOffset()
              + " was learned: retention has deleted events. Nothing is consumed. To go on without"
              + " them raise next_offset of this partition in the table frontier to "
              + first
              + ".");
    }
    return stored;
  }
}
