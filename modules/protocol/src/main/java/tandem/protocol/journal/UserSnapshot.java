package tandem.protocol.journal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.CborSerializable;
import tandem.protocol.Minutes;

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
 * @param minutes for each item of {@code seen}, in the order of their ids, the minute of the newest
 *     interaction, or the complement (below 0) of one that it was not after; null from builds that
 *     kept none
 * @param interests the newest items that the user has shown an interest in, newest first; null from
 *     builds that did not tell them from {@code recent}
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
    @Nullable Receipt erased,
    @Nullable Minutes minutes,
    @Nullable List<ItemId> interests)
    implements CborSerializable {

  /** Throws on null and on other lengths, which damaged bytes may give. */
  public UserSnapshot {
    Objects.requireNonNull(factors);
    Objects.requireNonNull(applied);
    Objects.requireNonNull(keys);
    Objects.requireNonNull(seen);
    Objects.requireNonNull(recent);
    if (minutes != null && minutes.length() != seen.size()) {
      throw new IllegalArgumentException(minutes.length() + " minutes of " + seen.size());
    }
  }

  /** As an earlier build wrote it. */
  public UserSnapshot(
      Factors factors,
      float mean,
      List<PartitionOffsets> applied,
      List<Long> keys,
      Map<ItemId, Long> seen,
      List<ItemId> recent,
      long repeated,
      long first,
      long last,
      @Nullable Receipt erased,
      @Nullable Minutes minutes) {
    this(factors, mean, applied, keys, seen, recent, repeated, first, last, erased, minutes, null);
  }

  /** The same as a build had it that kept neither minutes nor interests. */
  public UserSnapshot withoutMinutes() {
    return new UserSnapshot(
        factors, mean, applied, keys, seen, recent, repeated, first, last, erased, null);
  }

  /**
   * Whether both may be the state after the same events: where one knows a minute and the other
   * only one that it was not after, these do not contradict each other.
   */
  public boolean agreesWith(UserSnapshot other) {
    if (!withoutMinutes().equals(other.withoutMinutes())
        || (interests != null && other.interests != null && !interests.equals(other.interests))) {
      return false;
    }
    for (int n = 0; minutes != null && other.minutes != null && n < minutes.length(); n++) {
      if (!agree(minutes.get(n), other.minutes.get(n))) {
        return false;
      }
    }
    return true;
  }

  private static boolean agree(int one, int other) {
    if (one >= 0 && other >= 0) {
      return one == other;
    }
    return (one < 0 || one <= ~other) && (other < 0 || other <= ~one);
  }
}
