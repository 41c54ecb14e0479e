package tandem.protocol.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue says of an item.
 *
 * @param title the title, or null
 * @param categories the categories, none if absent
 * @param hidden whether the item is kept out of every list; not if absent
 */
public record ItemDocument(@Nullable String title, List<String> categories, boolean hidden) {

  /** Copies the categories. */
  public ItemDocument {
    categories = List.copyOf(categories);
  }
}
