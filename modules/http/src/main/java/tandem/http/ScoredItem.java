package tandem.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;

/**
 * One item of a list.
 *
 * @param item the item
 * @param score by which the list is ordered, highest first
 * @param title the item's title, or null
 * @param categories the item's categories, empty if it has none
 */
public record ScoredItem(
    ItemId item, double score, @Nullable String title, List<String> categories) {

  /** Throws {@link IllegalArgumentException} for a score that is not finite. */
  public ScoredItem {
    categories = List.copyOf(categories);
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("a score is finite"); // JSON has no NaN
    }
  }
}
