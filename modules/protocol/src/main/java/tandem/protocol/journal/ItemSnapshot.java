package tandem.protocol.journal;

import java.util.List;
import java.util.Objects;
import tandem.model.Cooccurrence;
import tandem.model.Factors;
import tandem.model.Recency;
import tandem.protocol.CborSerializable;
import tandem.protocol.ItemDescription;

/**
 * The state of an item as a snapshot keeps it.
 *
 * @param factors what was learned
 * @param heat the decayed popularity
 * @param applied which records are in the journal
 * @param description what the owner of the catalogue said
 * @param removed whether the owner removed it
 * @param recency what happened lately; unknown where an earlier version wrote it
 * @param row which items its users took before it; empty where an earlier version wrote it
 */
public record ItemSnapshot(
    Factors factors,
    double heat,
    List<PartitionOffsets> applied,
    ItemDescription description,
    boolean removed,
    Recency recency,
    Cooccurrence row)
    implements CborSerializable {

  /** Throws on null, which damaged bytes may give. */
  public ItemSnapshot {
    Objects.requireNonNull(factors);
    Objects.requireNonNull(applied);
    Objects.requireNonNull(description);
    recency = Objects.requireNonNullElse(recency, Recency.UNKNOWN);
    row = Objects.requireNonNullElse(row, Cooccurrence.NONE);
  }

  /** As an earlier version wrote it. */
  public ItemSnapshot(
      Factors factors,
      double heat,
      List<PartitionOffsets> applied,
      ItemDescription description,
      boolean removed) {
    this(factors, heat, applied, description, removed, Recency.UNKNOWN, Cooccurrence.NONE);
  }
}
