package tandem.peer;

import java.util.Arrays;
import tandem.model.Factors;

/**
 * What is kept of a user, beside the events that wait. Immutable, so that the state backend need
 * not copy it.
 */
final class UserRow {

  private static final long[] NONE = {};

  private final Factors factors;
  private final long[] underWay;
  private final long first;
  private final long end;

  /**
   * A row.
   *
   * @param underWay ids of the events whose gradients are not in
   * @param first number of the first event that waits
   * @param end number of the next event that has to wait
   */
  UserRow(Factors factors, long[] underWay, long first, long end) {
    this.factors = factors;
    this.underWay = underWay;
    this.first = first;
    this.end = end;
  }

  /** Of a user who has done nothing. */
  static UserRow fresh(Factors factors) {
    return new UserRow(factors, NONE, 0, 0);
  }

  Factors factors() {
    return factors;
  }

  long[] underWay() {
    return underWay;
  }

  long first() {
    return first;
  }

  long end() {
    return end;
  }

  boolean hasWaiting() {
    return first < end;
  }

  boolean isUnderWay(long id) {
    for (long each : underWay) {
      if (each == id) {
        return true;
      }
    }
    return false;
  }

  /** One more event waits. */
  UserRow queued() {
    return new UserRow(factors, underWay, first, end + 1);
  }

  /** The first that waits does so no longer. */
  UserRow dequeued() {
    return new UserRow(factors, underWay, first + 1, end);
  }

  /** The item was asked. */
  UserRow asked(long id) {
    long[] more = Arrays.copyOf(underWay, underWay.length + 1);
    more[underWay.length] = id;
    return new UserRow(factors, more, first, end);
  }

  /** The gradient of {@code id}, which is under way, is in. */
  UserRow learned(long id, Factors stepped) {
    long[] fewer = underWay.length == 1 ? NONE : new long[underWay.length - 1];
    int n = 0;
    for (long each : underWay) {
      if (each != id) {
        fewer[n++] = each;
      }
    }
    return new UserRow(stepped, fewer, first, end);
  }
}
