package tandem.loadgen;

import java.util.List;
import tandem.model.ItemId;

/**
 * What is known of a simulated item.
 *
 * @param id its id
 * @param title a made-up title, different for each item
 * @param categories one or two of ten
 */
public record CatalogueItem(ItemId id, String title, List<String> categories) {

  /** Copies the categories. */
  public CatalogueItem {
    categories = List.copyOf(categories);
  }
}
