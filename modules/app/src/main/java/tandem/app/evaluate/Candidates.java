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
    int end;
    for (int from = history.nextClearBit(0); from < seen; from = history.nextClearBit(end)) {
      end = end(history, from);
      for (int i = from; i < end; i++) {
        if (i != item) {
          rank.meet(scores[i]);
        }
      }
    }
    return rank.value();
  }

  /** Where a run of candidates ends that begins at {@code from}. */
  private int end(BitSet history, int from) {
    int next = history.nextSetBit(from);
    return next < 0 ? seen : Math.min(next, seen);
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
    int end;
    float least = Float.NEGATIVE_INFINITY;
    for (int from = history.nextClearBit(0); from < seen; from = history.nextClearBit(end)) {
      end = end(history, from);
      for (int i = from; i < end; i++) {
        if (scores[i] > least) {
          size = Math.min(size + 1, items.length);
          insert(i, scores[i], items, values, size);
          least = size == items.length ? values[size - 1] : least;
        }
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
