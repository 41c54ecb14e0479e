package tandem.app.dataset;

import java.util.List;
import tandem.model.ItemId;

/**
 * What a data set says of an item.
 *
 * @param id of the item
 * @param title for people
 * @param categories its genres or the like; empty where the set has none
 */
public record ItemTitle(ItemId id, String title, List<String> categories) {

  /** Copies the list. */
  public ItemTitle {
    categories = List.copyOf(categories);
  }
}
