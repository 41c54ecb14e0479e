package tandem.protocol.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of what the score of an item is the sum.
 *
 * @param base what is the same for all items of the list, absent if nothing is
 * @param item what the item has by itself: its bias, in a list by popularity, events or time that;
 *     absent for a likeness
 * @param items what it has from items of the user or of the request, those that weigh most
 * @param other what it has from all else that is known of the one whom the list is for
 * @param boosts those that it gets, absent if there are none
 * @param seen what it has less since it was seen, below 0; absent if nothing
 */
public record Because(
    @Nullable Double base,
    @Nullable Double item,
    List<Because.Weight> items,
    double other,
    @Nullable List<Because.Boosted> boosts,
    @Nullable Double seen) {

  /** Copies the items. */
  public Because {
    items = List.copyOf(items);
  }

  /**
   * What an item adds to the score.
   *
   * @param itemId which
   * @param amount of the score
   */
  public record Weight(String itemId, double amount) {}

  /**
   * What a boost adds to the score.
   *
   * @param index its place among those of the scenario, and then those of the request
   * @param factor by which it multiplies the odds
   * @param amount of the score
   */
  public record Boosted(int index, double factor, double amount) {}
}
