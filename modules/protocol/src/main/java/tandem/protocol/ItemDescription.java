package tandem.protocol;

import java.util.List;
import java.util.Objects;

/**
 * What the owner of the catalogue says of an item.
 *
 * @param title for people; "" where none was given
 * @param categories for people and filters
 * @param hidden never listed while true
 * @param attributes for filters; none where an earlier version wrote it
 * @param availability when it may be listed; always where an earlier version wrote it
 */
public record ItemDescription(
    String title,
    List<String> categories,
    boolean hidden,
    Attributes attributes,
    Availability availability) {

  /** An item that is known by its events only. */
  public static final ItemDescription NONE = new ItemDescription("", List.of(), false);

  /** Takes a copy of the categories. */
  public ItemDescription {
    categories = List.copyOf(categories);
    attributes = Objects.requireNonNullElse(attributes, Attributes.NONE);
    availability = Objects.requireNonNullElse(availability, Availability.ALWAYS);
  }

  /** An item without attributes that is always available. */
  public ItemDescription(String title, List<String> categories, boolean hidden) {
    this(title, categories, hidden, Attributes.NONE, Availability.ALWAYS);
  }

  /** The characters of all its texts. */
  public int length() {
    int length = title.length() + attributes.length();
    for (String category : categories) {
      length += category.length();
    }
    return length;
  }

  /** An equal description, of parts that other items have, too. */
  public ItemDescription shared(Attributes.Sharing sharing) {
    return new ItemDescription(
        title,
        sharing.one(categories),
        hidden,
        attributes.shared(sharing),
        sharing.one(availability));
  }
}
