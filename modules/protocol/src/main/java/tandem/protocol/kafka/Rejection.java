package tandem.protocol.kafka;

/**
 * Why an event is not accepted.
 *
 * @param reason for machines
 * @param field the JSON field at fault, or "" for the whole record
 * @param detail one sentence for people; holds no user data
 */
public record Rejection(Reason reason, String field, String detail) {

  /**
   * The reasons. The name in lower case is the header {@code tandem-reason} of a rejected record.
   */
  public enum Reason {
    /** A record without a value. */
    TOMBSTONE,
    /** More bytes than allowed. */
    OVERSIZED,
    /** Not a JSON object within the limits of depth and length. */
    NOT_JSON,
    /** A required field is absent or null. */
    MISSING_FIELD,
    /** An id that is neither an integer nor 1 to 128 characters of {@code [A-Za-z0-9._:@-]}. */
    INVALID_ID,
    /** A type that is not configured. */
    UNKNOWN_TYPE,
    /**
     * A rating that is no finite number of the configured scale, or is missing for the type rating.
     */
    INVALID_VALUE,
    /** A timestamp that is neither epoch seconds nor ISO-8601. */
    INVALID_TIMESTAMP,
    /** A timestamp before the earliest or too far ahead of the arrival. */
    TIME_OUT_OF_RANGE,
    /** A valid event whose user's or item's journal can't be read: send it again when it can. */
    JOURNAL_UNREADABLE
  }
}
