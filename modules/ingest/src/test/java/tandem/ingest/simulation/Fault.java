package tandem.ingest.simulation;

/** Which rule of the protocol is broken on purpose. */
enum Fault {
  /** None: the protocol as it is. */
  NONE,
  /** The mark is the last low-water mark that came, not the highest. */
  NO_MAXIMUM,
  /** What lies below the mark is not taken for applied. */
  NO_TEST_BELOW_THE_MARK,
  /** No set of applied offsets above the mark. */
  NO_SET,
  /** The user acknowledges without the item, so the frontier moves before the item is durable. */
  NO_WAIT_FOR_THE_ITEM,
  /**
   * The frontier is not kept in the database of the journals, and so does not fall back with it.
   */
  FRONTIER_ELSEWHERE,
  /** An operator lets consumers start above the frontier. */
  START_ABOVE_THE_FRONTIER,
  /** A user takes a record though it does not know the one before it. */
  NO_ORDER,
  /** The order is kept for what the stream asks first, but not for what it asks again. */
  NO_ORDER_OF_WHAT_IS_ASKED_AGAIN,
  /** After a failed write a user sends out again in any order what it had taken. */
  REQUEUE_IN_ANY_ORDER,
  /** A user that starts recognises no interaction of its earlier lives. */
  KEYS_FORGOTTEN_AT_RECOVERY,
  /** A user recognises a repetition only when the original is in its journal. */
  KEYS_OF_THE_JOURNAL_ONLY,
  /** The newest interaction with an item is the newest that is in the journal. */
  NEWEST_OF_THE_JOURNAL_ONLY,
  /** A repetition is acknowledged without a note in the journal. */
  REPETITION_NOT_JOURNALED,
  /** The producer spreads the events of a user over the partitions, so a repetition, too. */
  PRODUCER_WITHOUT_KEY
}
