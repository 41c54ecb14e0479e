package tandem.protocol.http;

import java.time.Instant;
import java.util.List;

/**
 * A list as of a moment.
 *
 * @param asOf the moment
 * @param itemsKnown how many items were known then
 * @param items best first
 * @param strategy how the list was made
 * @param known whether anything was known of the one that it was made for
 * @param tookMs the time it took, in milliseconds
 */
public record PastItemList(
    Instant asOf,
    long itemsKnown,
    List<ListedItem> items,
    Strategy strategy,
    boolean known,
    long tookMs) {

  /** Copies the list. */
  public PastItemList {
    items = List.copyOf(items);
  }
}
