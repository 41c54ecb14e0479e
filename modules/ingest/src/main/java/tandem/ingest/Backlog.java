package tandem.ingest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import tandem.protocol.http.LogProgress;

/** How much of the event log is not settled yet. A stage fails when Kafka or the database is. */
public final class Backlog {

  private final EventLog log;
  private final String topic;
  private final FrontierStore frontiers;

  /** Of what stands in {@code log}, which is of {@code topic}, above {@code frontiers}. */
  public Backlog(EventLog log, String topic, FrontierStore frontiers) {
    this.log = log;
    this.topic = topic;
    this.frontiers = frontiers;
  }

  /** Each partition, the lowest first; {@code epoch} is that of the log. */
  public CompletionStage<List<LogProgress.Partition>> partitions(CompletionStage<Integer> epoch) {
    return log.partitions()
        .thenCompose(log::ends)
        .thenCombine(epoch, this::progress)
        .thenCompose(Function.identity());
  }

  private CompletionStage<List<LogProgress.Partition>> progress(
      Map<TopicPartition, Long> ends, int epoch) {
    List<CompletableFuture<LogProgress.Partition>> each =
        ends.keySet().stream()
            .sorted(Comparator.comparingInt(TopicPartition::partition))
            .map(
                partition ->
                    frontiers
                        .load(topic, epoch, partition.partition())
                        .thenApply(
                            stored ->
                                progress(
                                    partition.partition(),
                                    ends.getOrDefault(partition, 0L),
                                    stored.orElse(Frontier.Progress.NONE).nextOffset()))
                        .toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
        .thenApply(done -> each.stream().map(CompletableFuture::join).toList());
  }

  /** The frontier moves on after the end was asked for. */
  private static LogProgress.Partition progress(int partition, long end, long settled) {
    return new LogProgress.Partition(partition, Math.max(end, settled), settled);
  }
}
