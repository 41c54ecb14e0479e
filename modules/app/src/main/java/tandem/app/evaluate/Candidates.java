package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import tandem.model.Rank;

/**
 * What is ranked for a user: the items that were seen so far, without those that the user has or
 * with them.
 */
final class Candidates {

  private static final BitSet NOTHING = new BitSet();

  private final List<BitSet> histories = new ArrayList<>();
  private final boolean again;
  private int seen;

  /** Without what a user has. */
  Candidates() {
    this(false);
  }

  private Candidates(boolean again) {
    this.again = again;
  }

  /** As lists for the users of a log are to be. */
  static Candidates of(EventLog log) {
    return new Candidates(log.repeats().areShown());
  }

  /** Whether the user had an event. */
  boolean knows(int user) {
    return user < histories.size();
  }

  /** Whether the user took the item. */
  boolean has(int user, int item) {
    return knows(user) && histories.get(user).get(item);
  }

  private boolean isNone(int user, int item) {
    return !again && has(user, item);
  }

  private BitSet leftOut(int user) {
    return again ? NOTHING : histories.get(user);
  }

  /** A user took an item. */
  void add(int user, int item) {
    if (!knows(user)) {
      histories.add(new BitSet());
    }
    histories.get(user).set(item);
    seen = Math.max(seen, item + 1);
  }

  /** The items seen so far are those below. */
  int seen() {
    return seen;
  }

  /**
   * The rank of an item among the candidates of a user who is known, by these scores; infinite if
   * it is none, or at -infinity: it can't be placed.
   */
  double rank(float[] scores, int user, int item) {
    if (isNone(user, item) || scores[item] == Float.NEGATIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    Rank rank = new Rank(scores[item]);
    BitSet history = leftOut(user);
    for (int i = history.nextClearBit(0); i < seen; i = history.nextClearBit(i + 1)) {
      if (i != item) {
        rank.meet(scores[i]);
      }
    }
    return rank.value();
  }

  /**
   * Fills {@code items} with the best candidates of a user who is known, best first, without those
   * at -infinity or NaN; answers how many.
   *
   * @param values scratch, as long
   */
  int best(float[] scores, int user, int[] items, float[] values) {
    BitSet history = leftOut(user);
    int size = 0;
    for (int i = history.nextClearBit(0); i < seen; i = history.nextClearBit(i + 1)) {
      boolean full = size == items.length;
      if (scores[i] > (full ? values[size - 1] : Float.NEGATIVE_INFINITY)) {
        size = full ? size : size + 1;
        insert(i, scores[i], items, values, size);
      }
    }
    return size;
  }

  private static void insert(int item, float value, int[] items, float[] values, int size) {
    int place = size - 1;
    while (place > 0 && values[place - 1] < value) {
      items[place] = items[place - 1];
      values[place] = values[place - 1];
      place--;
    }
    items[place] = item;
    values[place] = value;
  }
}
