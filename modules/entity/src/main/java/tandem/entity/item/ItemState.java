package tandem.entity.item;

import tandem.entity.AppliedOffsets;
import tandem.entity.Snapshots;
import tandem.model.Cooccurrence;
import tandem.model.Factors;
import tandem.model.Popularity;
import tandem.model.Recency;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.ItemStep;

/**
 * What the journal of an item says of it.
 *
 * @param factors what was learned
 * @param heat the decayed popularity, see {@link Popularity}
 * @param applied which records are in the journal
 * @param description what the owner of the catalogue said
 * @param removed whether the owner removed it
 * @param recency what happened lately, and since when there is the item
 * @param row which items its users took before it
 */
public record ItemState(
    Factors factors,
    double heat,
    AppliedOffsets applied,
    ItemDescription description,
    boolean removed,
    Recency recency,
    Cooccurrence row) {

  /** An item without a past. */
  public static ItemState fresh(Factors factors) {
    return new ItemState(
        factors,
        Popularity.NONE,
        AppliedOffsets.NONE,
        ItemDescription.NONE,
        false,
        Recency.FRESH,
        Cooccurrence.NONE);
  }

  /** The state after {@code event}; pure, and the same live and in recovery. */
  public ItemState apply(ItemEvent event) {
    if (event instanceof ItemEvent.Learned learned) {
      AppliedOffsets more = applied;
      for (ItemStep step : learned.steps()) {
        more = more.with(step.delivery());
      }
      return new ItemState(
          learned.factors(),
          learned.heat(),
          more,
          description,
          removed,
          learned.recency(),
          row.with(learned.row()));
    }
    if (event instanceof ItemEvent.Based based) {
      return of(based.state());
    }
    if (event instanceof ItemEvent.Described described) {
      Recency met = recency.metAt(described.since());
      return new ItemState(factors, heat, applied, described.description(), false, met, row);
    }
    Recency met = recency.metAt(((ItemEvent.Removed) event).since());
    return new ItemState(factors, heat, applied, ItemDescription.NONE, true, met, row);
  }

  /** This state of an item that has met {@code more} records, too. */
  public ItemState having(AppliedOffsets more) {
    return new ItemState(factors, heat, applied.plus(more), description, removed, recency, row);
  }

  /** Between this state and its stored form. */
  public static Snapshots<ItemState, ItemSnapshot> snapshots() {
    return new Snapshots<>(ItemSnapshot.class, ItemState::toSnapshot, ItemState::of);
  }

  private ItemSnapshot toSnapshot() {
    return new ItemSnapshot(
        factors, heat, applied.toSnapshot(), description, removed, recency, row);
  }

  /** From its stored form. */
  public static ItemState of(ItemSnapshot from) {
    return new ItemState(
        from.factors(),
        from.heat(),
        AppliedOffsets.of(from.applied()),
        from.description(),
        from.removed(),
        from.recency(),
        from.row());
  }
}
