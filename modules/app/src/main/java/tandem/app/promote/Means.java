package tandem.app.promote;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import tandem.app.audit.LogPartition;
import tandem.ingest.Frontier;
import tandem.ingest.SharedMean;
import tandem.model.RunningMean;
import tandem.protocol.RecordId;

/**
 * The mean of the ratings so far, of each epoch by itself as in a node, and what each partition has
 * added to it.
 */
final class Means {

  private final Map<Integer, SharedMean> means = new HashMap<>();
  private final Map<LogPartition, RunningMean> sums = new HashMap<>();

  /** The mean before the record. */
  float of(RecordId id) {
    return epoch(id.epoch()).value();
  }

  /** The mean with the record's rating. */
  float add(RecordId id, double rating) {
    sums.computeIfAbsent(LogPartition.of(id), partition -> new RunningMean()).add(rating);
    return epoch(id.epoch()).add(id.partition(), rating);
  }

  /** The mean of the newest epoch that has ratings; 0 where none has. */
  float newest() {
    OptionalInt epoch = sums.keySet().stream().mapToInt(LogPartition::epoch).max();
    return epoch.isPresent() ? epoch(epoch.getAsInt()).value() : 0f;
  }

  private SharedMean epoch(int number) {
    return means.computeIfAbsent(number, epoch -> new SharedMean());
  }

  /** What a node that goes on at {@code nextOffset} restores the mean from. */
  Frontier.Progress progress(LogPartition partition, long nextOffset) {
    RunningMean sum = sums.getOrDefault(partition, new RunningMean());
    return new Frontier.Progress(nextOffset, sum.count(), sum.sum());
  }
}
