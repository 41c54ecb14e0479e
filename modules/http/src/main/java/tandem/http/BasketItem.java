package tandem.http;

import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;

/**
 * One interaction of an anonymous visitor, valid by the same rules as an event.
 *
 * @param item with what
 * @param type one of the configured types, in lower case
 * @param value the rating in the configured scale, or null for a type without one
 */
public record BasketItem(ItemId item, String type, @Nullable Double value) {}
