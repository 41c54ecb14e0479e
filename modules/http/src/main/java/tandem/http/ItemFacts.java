package tandem.http;

import tandem.model.ItemId;
import tandem.protocol.http.ItemDocument;

/**
 * An item, as a port answers it.
 *
 * @param item the item
 * @param document what the catalogue says of it
 * @param events how many events it was learned from
 * @param bias the learned deviation from the mean rating, in rating units, finite
 * @param popularity the score by which the popular list is ordered, finite
 */
public record ItemFacts(
    ItemId item, ItemDocument document, long events, double bias, double popularity) {}
