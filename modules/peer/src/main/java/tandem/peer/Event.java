package tandem.peer;

import tandem.model.ItemId;
import tandem.model.Target;
import tandem.model.UserId;

/**
 * A valid event on its way to its user.
 *
 * @param id of the record: partition × 2⁴⁸ + offset
 * @param user who
 * @param item with what
 * @param target what to learn
 * @param mean of the ratings that its reader has read, this one included, in the model's scale
 * @param appended the record's time in the log, epoch milliseconds
 */
record Event(long id, UserId user, ItemId item, Target target, float mean, long appended) {

  private static final int OFFSET_BITS = 48;

  /** The id of a record. */
  static long id(int partition, long offset) {
    return ((long) partition << OFFSET_BITS) | offset;
  }

  /** The same with another mean. */
  Event withMean(float other) {
    return new Event(id, user, item, target, other, appended);
  }
}
