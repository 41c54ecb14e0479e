package tandem.entity.index;

import java.util.List;
import tandem.model.ItemId;

/**
 * An item of a list.
 *
 * @param item which item
 * @param score by the query's ranking
 * @param title for people, or ""
 * @param categories for people
 */
public record Hit(ItemId item, double score, String title, List<String> categories) {}
