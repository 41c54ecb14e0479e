package tandem.protocol.http;

import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a batch.
 *
 * @param index its place in the batch, from 0
 * @param itemId which item, absent if its id is not valid
 * @param status {@code stored}, {@code rejected} or {@code failed}
 * @param field the field at fault, absent if it is the whole element
 * @param detail why it is not stored, for people
 */
public record ItemResult(
    int index,
    @Nullable String itemId,
    String status,
    @Nullable String field,
    @Nullable String detail) {

  /** The status of an item whose description is durable. */
  public static final String STORED = "stored";

  /** The status of one that is not valid. */
  public static final String REJECTED = "rejected";

  /** The status of one that could not be stored now, or is not known to be: send it again. */
  public static final String FAILED = "failed";
}
