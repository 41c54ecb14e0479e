package tandem.protocol.http;

import org.jspecify.annotations.Nullable;

/**
 * What became of one event of a batch.
 *
 * @param index its place in the batch, from 0
 * @param status {@code accepted} or {@code rejected}
 * @param token the receipt of an accepted event
 * @param reason why it was rejected, for machines: a reason of the rejected topic, in lower case
 * @param field the field at fault, absent if it is the whole event
 * @param detail why, for people
 */
public record EventResult(
    int index,
    String status,
    @Nullable String token,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String detail) {

  /** The status of an event that the log has. */
  public static final String ACCEPTED = "accepted";

  /** The status of an event that is not valid. */
  public static final String REJECTED = "rejected";
}
