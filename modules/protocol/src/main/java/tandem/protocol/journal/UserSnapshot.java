package tandem.protocol.journal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.CborSerializable;

/**
 * The state of a user as a snapshot keeps it.
 *
 * @param factors what was learned
 * @param mean the mean of all ratings at the last step
 * @param applied which records are in the journal
 * @param keys hashes of the newest interactions, oldest first, by which a repetition is recognised
 * @param seen every item of the user's history, with the 64-bit key of the newest interaction, by
 *     which a repetition is recognised
 * @param recent the newest items, newest first
 * @param repeated how many repetitions were dropped
 * @param first the time of the earliest interaction, epoch milliseconds
 * @param last the time of the latest
 * @param erased the receipt, while nothing was learned since the user was erased; else null
 */
public record UserSnapshot(
    Factors factors,
    float mean,
    List<PartitionOffsets> applied,
    List<Long> keys,
    Map<ItemId, Long> seen,
    List<ItemId> recent,
    long repeated,
    long first,
    long last,
    @Nullable Receipt erased)
    implements CborSerializable {

  /** Throws on null, which damaged bytes may give. */
  public UserSnapshot {
    Objects.requireNonNull(factors);
    Objects.requireNonNull(applied);
    Objects.requireNonNull(keys);
    Objects.requireNonNull(seen);
    Objects.requireNonNull(recent);
  }
}
