package tandem.protocol.http;

import java.time.Instant;
import java.util.List;

/**
 * A user: what is known of them.
 *
 * @param userId the user
 * @param events how many of their events were learned
 * @param firstEvent the time of the earliest event
 * @param lastEvent the time of the latest event
 * @param recentItems the items of the latest events, newest first
 */
public record UserView(
    String userId, long events, Instant firstEvent, Instant lastEvent, List<String> recentItems) {}
