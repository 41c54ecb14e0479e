package tandem.protocol;

import java.util.List;

/**
 * What the owner of the catalogue says of an item.
 *
 * @param title for people; "" where none was given
 * @param categories for people and filters
 * @param hidden never listed while true
 */
public record ItemDescription(String title, List<String> categories, boolean hidden) {

  /** An item that is known by its events only. */
  public static final ItemDescription NONE = new ItemDescription("", List.of(), false);

  /** Takes a copy of the categories. */
  public ItemDescription {
    categories = List.copyOf(categories);
  }
}
