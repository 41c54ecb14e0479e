package tandem.protocol.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a list.
 *
 * @param itemId the item
 * @param score by which the list is ordered, highest first; comparable within one list only
 * @param title the item's title, absent if it has none
 * @param categories the item's categories, absent if it has none
 */
public record ListedItem(
    String itemId, double score, @Nullable String title, @Nullable List<String> categories) {}
