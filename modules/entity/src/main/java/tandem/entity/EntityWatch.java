package tandem.entity;

/**
 * Who is told how the entities of a model on this node do, in order to count it. The entities call
 * from their own threads and in the midst of their work: each method must return at once, and
 * throws nothing. Durations are in nanoseconds, moments in milliseconds of the epoch.
 */
public interface EntityWatch {

  /** Counts nothing. */
  EntityWatch NONE = new EntityWatch() {};

  /**
   * An entity has read its journal: so long after it started or, where a write or a read had
   * failed, after that had begun.
   */
  default void recovered(long nanos) {}

  /**
   * An entity can't read its journal and tries again.
   *
   * @param damaged whether for what the journal holds; else the database is away
   */
  default void unread(boolean damaged) {}

  /**
   * A write is durable.
   *
   * @param rows of the journal
   * @param gathered what had come together in it, at least 1
   */
  default void written(int rows, int gathered, long nanos) {}

  /** A write has failed: whether it is durable after all, only the journal can say. */
  default void writeFailed() {}

  /**
   * A user's own step is in place, so long after the item was asked for its: until then the user's
   * next interaction waits, and other users get the item without what this one makes of it.
   */
  default void exchanged(long nanos) {}

  /**
   * A user learned a rating that had been predicted before; all in the scale of the ratings.
   *
   * @param predicted by the model, not a number if it has gone wrong
   * @param mean of all ratings, this one too: what would be said without a model
   */
  default void rated(double rating, double predicted, double mean) {}

  /** A message was dropped, since an entity that starts keeps no more. Its sender sends again. */
  default void dropped() {}

  /**
   * Lists show from now on what was learned from an event.
   *
   * @param appended when its record came into the log; of several events in one move, the oldest
   */
  default void visible(long appended) {}

  /**
   * A partition of the index is loaded, or has another number of items.
   *
   * @param items all that it knows
   * @param listed those that lists may show
   */
  default void holds(int partition, int items, int listed) {}

  /** A partition of the index has left this node. */
  default void left(int partition) {}

  /** A partition has looked for the best items of so many queries in one scan. */
  default void searched(long nanos, int queries) {}

  /**
   * A list is made of what the partitions answered.
   *
   * @param missing how many of them did not in time
   */
  default void listed(int missing, long nanos) {}
}
