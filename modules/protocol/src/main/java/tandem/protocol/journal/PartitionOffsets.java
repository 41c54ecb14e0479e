package tandem.protocol.journal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Which records of one partition an entity has applied, as a snapshot keeps it.
 *
 * @param epoch of the log
 * @param partition of the topic
 * @param lowWater L: every record below it is settled
 * @param offsets R: the applied offsets from L on, ascending
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PartitionOffsets(int epoch, int partition, long lowWater, List<Long> offsets) {

  /** Takes a copy of the offsets. */
  public PartitionOffsets {
    offsets = List.copyOf(offsets);
  }
}
