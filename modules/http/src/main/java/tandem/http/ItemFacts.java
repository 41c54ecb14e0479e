package tandem.http;

import tandem.model.ItemId;
import tandem.protocol.ItemDescription;

/**
 * What is known of an item.
 *
 * @param item which
 * @param description what the owner of the catalogue said
 * @param events how many events it was learned from
 * @param bias the learned deviation from the mean rating, in rating units
 * @param popularity the score by which the popular list is ordered
 */
public record ItemFacts(
    ItemId item, ItemDescription description, long events, double bias, double popularity) {}
