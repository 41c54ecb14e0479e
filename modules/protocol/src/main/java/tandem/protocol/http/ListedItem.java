package tandem.protocol.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a list.
 *
 * @param itemId the item
 * @param score by which it was ranked, highest first where nothing else is asked for; comparable
 *     within one list only
 * @param title the item's title, absent if it has none
 * @param categories the item's categories, absent if it has none
 * @param explored true if it is in the list since little is known of it, else absent
 * @param because why it has its score, absent unless asked for
 * @param by which rankings of a blend have it, that which adds most first; absent elsewhere
 * @param seen true if the one whom the list is for has seen it before, else absent
 * @param since in a list by time, when it came; absent elsewhere, and where that is not known
 */
public record ListedItem(
    String itemId,
    double score,
    @Nullable String title,
    @Nullable List<String> categories,
    @Nullable Boolean explored,
    @Nullable Because because,
    @Nullable List<Strategy> by,
    @Nullable Boolean seen,
    @Nullable Instant since) {}
