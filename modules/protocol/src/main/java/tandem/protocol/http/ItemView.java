package tandem.protocol.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item: its document, and what was learned of it.
 *
 * @param itemId the item
 * @param title the title, absent if it has none
 * @param categories the categories
 * @param hidden whether it is kept out of every list
 * @param attributes by name: texts, numbers, true or false, lists of texts, times; absent if there
 *     are none
 * @param availableFrom from when on lists may show it, absent if always
 * @param availableUntil until when, absent if for ever
 * @param events how many events it was learned from
 * @param bias the learned deviation from the mean rating, in rating units
 * @param popularity the score by which the popular list is ordered
 */
public record ItemView(
    String itemId,
    @Nullable String title,
    List<String> categories,
    boolean hidden,
    @Nullable Map<String, Object> attributes,
    @Nullable Instant availableFrom,
    @Nullable Instant availableUntil,
    long events,
    double bias,
    double popularity) {}
