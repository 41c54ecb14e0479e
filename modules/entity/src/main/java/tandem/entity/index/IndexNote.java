package tandem.entity.index;

import java.time.Instant;
import tandem.model.Recency;
import tandem.protocol.Availability;
import tandem.protocol.ItemDescription;

/**
 * What the index holds of an item besides its vector and its numbers: a copy, since {@link
 * IndexNotes} holds it in columns.
 *
 * @param sequence of its newest event
 * @param events how many interactions it has learned from
 * @param description what the owner of the catalogue said
 * @param removed whether the owner removed it
 * @param listed whether lists may show it while it is available
 * @param always whether that is always; it is asked of many items, and the description is somewhere
 *     else in memory
 * @param second since when there is the item, as an unsigned int, right until 2106; one of the
 *     constants below where that is not a time, or its number in {@link RankNumbers} says it
 */
record IndexNote(
    long sequence,
    long events,
    ItemDescription description,
    boolean removed,
    boolean listed,
    boolean always,
    int second) {

  /** Of an item that there is not yet. */
  static final int NOT_YET = -1;

  /** The item's number is that second: it is not available from another one on. */
  static final int AS_NUMBERED = -2;

  static IndexNote of(IndexedItem item, ItemDescription description) {
    return new IndexNote(
        item.sequence(),
        item.events(),
        description,
        item.removed(),
        item.isListed(),
        description.availability().equals(Availability.ALWAYS),
        second(item));
  }

  private static int second(IndexedItem item) {
    long since = item.recency().since();
    if (since == Recency.FRESH.since()) {
      return NOT_YET;
    }
    return item.description().availability().from() == null
        ? AS_NUMBERED
        : (int) Math.min(since, Integer.toUnsignedLong(AS_NUMBERED) - 1);
  }

  /** Since when there is the item, epoch seconds; {@code numbered} is what its number says. */
  long since(long numbered) {
    return switch (second) {
      case NOT_YET -> Recency.FRESH.since();
      case AS_NUMBERED -> numbered;
      default -> Integer.toUnsignedLong(second);
    };
  }

  boolean isListedAt(Instant at) {
    return listed && (always || description.availability().includes(at));
  }
}
