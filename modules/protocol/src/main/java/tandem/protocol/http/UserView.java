package tandem.protocol.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user: what is known of them.
 *
 * @param userId the user
 * @param events how many of their events were learned
 * @param firstEvent the time of the earliest event, absent before the first one
 * @param lastEvent the time of the latest event, absent before the first one
 * @param recentItems the items of the latest events, newest first
 */
public record UserView(
    String userId,
    long events,
    @Nullable Instant firstEvent,
    @Nullable Instant lastEvent,
    List<String> recentItems) {}
