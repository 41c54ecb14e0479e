package tandem.protocol.journal;

import java.util.List;
import java.util.Objects;
import tandem.model.Factors;
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
 */
public record ItemSnapshot(
    Factors factors,
    double heat,
    List<PartitionOffsets> applied,
    ItemDescription description,
    boolean removed)
    implements CborSerializable {

  /** Throws on null, which damaged bytes may give. */
  public ItemSnapshot {
    Objects.requireNonNull(factors);
    Objects.requireNonNull(applied);
    Objects.requireNonNull(description);
  }
}
