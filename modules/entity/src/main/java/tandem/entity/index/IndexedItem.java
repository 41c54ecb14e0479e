package tandem.entity.index;

import java.time.Instant;
import java.util.Objects;
import tandem.entity.item.ItemState;
import tandem.model.Cooccurrence;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.Recency;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

/**
 * What the index holds of an item: a row of the read model.
 *
 * @param id which item
 * @param sequence of its newest event in here; a higher one is newer
 * @param vector its factors
 * @param bias its bias
 * @param heat its decayed popularity
 * @param events how many interactions it has learned from
 * @param description what the owner of the catalogue said
 * @param removed whether the owner removed it
 * @param recency what happened to it lately, and since when there is the item
 * @param row which items its users took before it
 */
public record IndexedItem(
    ItemId id,
    long sequence,
    FactorVector vector,
    float bias,
    double heat,
    long events,
    ItemDescription description,
    boolean removed,
    Recency recency,
    Cooccurrence row) {

  /**
   * Rounds heats to what the index holds of them ({@link HeatUnits}). A row of an earlier version
   * says nothing of what happened lately, or was taken before.
   */
  public IndexedItem {
    heat = HeatUnits.rounded(heat);
    recency = HeatUnits.rounded(Objects.requireNonNullElse(recency, Recency.UNKNOWN));
    row = Objects.requireNonNullElse(row, Cooccurrence.NONE);
  }

  /** One of which it is not known what happened lately. */
  public IndexedItem(
      ItemId id,
      long sequence,
      FactorVector vector,
      float bias,
      double heat,
      long events,
      ItemDescription description,
      boolean removed) {
    this(
        id,
        sequence,
        vector,
        bias,
        heat,
        events,
        description,
        removed,
        Recency.UNKNOWN,
        Cooccurrence.NONE);
  }

  /** The row of an item in this state. */
  public static IndexedItem of(ItemId id, long sequence, ItemState state) {
    return new IndexedItem(
        id,
        sequence,
        state.factors().vector(),
        state.factors().bias(),
        state.heat(),
        state.factors().count(),
        state.description(),
        state.removed(),
        state.recency(),
        state.row());
  }

  /**
   * The row after {@code event} with that sequence number; an event that it holds already changes
   * nothing.
   */
  public IndexedItem apply(long eventSequence, ItemEvent event) {
    if (eventSequence <= sequence) {
      return this;
    }
    if (event instanceof ItemEvent.Learned learned) {
      return new IndexedItem(
          id,
          eventSequence,
          learned.factors().vector(),
          learned.factors().bias(),
          learned.heat(),
          learned.factors().count(),
          description,
          removed,
          learned.recency(),
          row.with(learned.row()));
    }
    if (event instanceof ItemEvent.Based based) {
      return of(id, eventSequence, ItemState.of(based.state()));
    }
    if (event instanceof ItemEvent.Described described) {
      return new IndexedItem(
          id,
          eventSequence,
          vector,
          bias,
          heat,
          events,
          described.description(),
          false,
          recency.metAt(described.since()),
          row);
    }
    Recency met = recency.metAt(((ItemEvent.Removed) event).since());
    return new IndexedItem(
        id, eventSequence, vector, bias, heat, events, ItemDescription.NONE, true, met, row);
  }

  /** The same row with an equal description. */
  @SuppressWarnings("ReferenceEquality") // the same object, or one that is to take its place
  IndexedItem with(ItemDescription same) {
    return same == description
        ? this
        : new IndexedItem(id, sequence, vector, bias, heat, events, same, removed, recency, row);
  }

  /** The same with another row of co-occurrences. */
  IndexedItem with(Cooccurrence other) {
    return new IndexedItem(
        id, sequence, vector, bias, heat, events, description, removed, recency, other);
  }

  /**
   * Since when lists may have the item, epoch milliseconds: when it became available, where that is
   * given, else when it was described or met; 0 where that is not known.
   */
  public long since() {
    Instant from = description.availability().from();
    return from != null ? from.toEpochMilli() : recency.isDated() ? recency.since() * 1_000 : 0;
  }

  /** Whether lists may show it while it is available. */
  public boolean isListed() {
    return !removed && !description.hidden();
  }
}
