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
  START_ABOVE_THE_FRONTIER
}
