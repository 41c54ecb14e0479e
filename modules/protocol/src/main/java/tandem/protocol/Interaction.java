package tandem.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;
import tandem.model.UserId;

/**
 * A valid, normalised event: a user did something with an item.
 *
 * @param user who
 * @param item with what
 * @param type one of the configured types, in lower case ({@code view}, {@code rating}, …)
 * @param value the rating in the configured scale, or null for a type without one
 * @param timestamp when, to the millisecond
 * @param eventId the producer's own id of the event, by which a repetition is recognised, or null
 */
public record Interaction(
    UserId user,
    ItemId item,
    String type,
    @Nullable Double value,
    Instant timestamp,
    @Nullable String eventId) {}
