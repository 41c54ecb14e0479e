package tandem.http;

import java.util.List;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

/**
 * A list of items, as a port answers it.
 *
 * @param items best first, at most as many as were asked for
 * @param strategy how the list was made
 * @param known whether anything was known of the one that it was made for
 * @param coverage the share of the index partitions that have answered, 0 to 1
 * @param missingPartitions the partitions that have not
 * @param unknownItems items of the request that are not known
 */
public record ListAnswer(
    List<ScoredItem> items,
    Strategy strategy,
    boolean known,
    double coverage,
    List<Integer> missingPartitions,
    List<ItemId> unknownItems) {

  /** Throws {@link IllegalArgumentException} for a coverage outside 0 to 1. */
  public ListAnswer {
    items = List.copyOf(items);
    missingPartitions = List.copyOf(missingPartitions);
    unknownItems = List.copyOf(unknownItems);
    if (!(coverage >= 0 && coverage <= 1)) {
      throw new IllegalArgumentException("coverage is from 0 to 1");
    }
  }

  /** A list to which every partition has contributed. */
  public static ListAnswer complete(List<ScoredItem> items, Strategy strategy, boolean known) {
    return new ListAnswer(items, strategy, known, 1.0, List.of(), List.of());
  }
}
