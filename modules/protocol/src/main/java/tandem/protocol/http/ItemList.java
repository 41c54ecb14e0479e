package tandem.protocol.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of every route that lists items.
 *
 * @param items best first
 * @param strategy how the list was made
 * @param known whether anything was known of the one that it was made for
 * @param coverage the share of the index that has answered, 0 to 1
 * @param missingPartitions the index partitions that have not, absent if all have
 * @param unknownItems items of the request that are not known, absent if there are none
 * @param unknownUsers users of the request of whom nothing is known, absent if there are none
 * @param fallback true when it stands in for a list whose user or item did not answer in time, else
 *     absent
 * @param listId by which the next page can be asked for, absent if it can't
 * @param applied what the list was made by, absent unless reasons are asked for
 * @param tookMs the time it took, in milliseconds
 */
public record ItemList(
    List<ListedItem> items,
    Strategy strategy,
    boolean known,
    double coverage,
    @Nullable List<Integer> missingPartitions,
    @Nullable List<String> unknownItems,
    @Nullable List<String> unknownUsers,
    @Nullable Boolean fallback,
    @Nullable String listId,
    @Nullable Applied applied,
    long tookMs) {

  /** Copies the list. */
  public ItemList {
    items = List.copyOf(items);
  }
}
