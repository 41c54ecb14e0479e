package tandem.http;

import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;

/**
 * What somebody without an account did with an item; valid by the rules of events.
 *
 * @param item with what
 * @param type one of the configured types of events
 * @param value the rating in the configured scale, or null for a type without one
 */
public record BasketItem(ItemId item, String type, @Nullable Double value) {}
