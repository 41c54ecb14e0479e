package tandem.http;

import java.time.Instant;
import tandem.protocol.http.PastItemList;

/**
 * A list as of a moment.
 *
 * @param asOf the moment
 * @param itemsKnown how many items were known then
 * @param list the list
 */
public record PastList(Instant asOf, long itemsKnown, ListAnswer list) {

  /** As JSON shows it. */
  public PastItemList toView(long tookMs) {
    return new PastItemList(
        asOf,
        itemsKnown,
        list.items().stream().map(ListAnswer.Entry::toView).toList(),
        list.strategy(),
        list.known(),
        tookMs);
  }
}
