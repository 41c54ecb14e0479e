package tandem.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;
import tandem.model.Objective;

/**
 * What a user would make of some items.
 *
 * @param known whether anything was learned of the user; if not, no value is there
 * @param objective says what the values are
 * @param items one for each that was asked for, in order
 */
public record Estimates(boolean known, Objective objective, List<Estimates.Entry> items) {

  /** Copies the list. */
  public Estimates {
    items = List.copyOf(items);
  }

  /**
   * One item.
   *
   * @param item which
   * @param value a rating in the configured scale, or the probability of a preference
   * @param known whether the item is known; if not, the value is what is expected of any item
   */
  public record Entry(ItemId item, @Nullable Double value, boolean known) {}
}
