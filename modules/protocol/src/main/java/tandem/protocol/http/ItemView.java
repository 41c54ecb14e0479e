package tandem.protocol.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item: its document, and what was learned of it.
 *
 * @param itemId the item
 * @param title the title, absent if it has none
 * @param categories the categories
 * @param hidden whether it is kept out of every list
 * @param events how many events it was learned from
 * @param bias the learned deviation from the mean rating, in rating units
 * @param popularity the score by which the popular list is ordered
 */
public record ItemView(
    String itemId,
    @Nullable String title,
    List<String> categories,
    boolean hidden,
    long events,
    double bias,
    double popularity) {}
