package tandem.protocol.journal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import tandem.protocol.RecordId;

/**
 * What is left of events that are no longer in a journal, for the audit to count. It is stored as
 * an array: a new field goes to the end.
 *
 * @param learned how many records they had learned
 * @param repeated how many records they had dropped as repetitions
 * @param digest the sum of {@link #digest(RecordId)} over the learned records, modulo 2^64
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Accounted(long learned, long repeated, long digest) {

  /** Of no events. */
  public static final Accounted NOTHING = new Accounted(0, 0, 0);

  /** With one more record learned. */
  public Accounted learned(RecordId id) {
    return new Accounted(learned + 1, repeated, digest + digest(id));
  }

  /** With more records dropped. */
  public Accounted repeated(int more) {
    return new Accounted(learned, repeated + more, digest);
  }

  /** Of both. */
  public Accounted plus(Accounted other) {
    return new Accounted(learned + other.learned, repeated + other.repeated, digest + other.digest);
  }

  /** A hash of a record's name, so mixed that sums of different sets of records differ. */
  public static long digest(RecordId id) {
    return mix(mix(mix(id.epoch()) + id.partition()) + id.offset());
  }

  // SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
