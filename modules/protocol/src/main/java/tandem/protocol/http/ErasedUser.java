package tandem.protocol.http;

import java.time.Instant;

/**
 * The receipt of an erasure.
 *
 * @param receipt its id, a UUID
 * @param userId who was erased
 * @param erasedAt when it was asked for
 * @param events how many events were removed from the user's journal
 */
public record ErasedUser(String receipt, String userId, Instant erasedAt, long events) {}
