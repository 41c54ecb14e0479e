package tandem.loadgen;

import java.util.Arrays;

/** The last few items of each user, in memory that does not grow. */
final class Recent {

  private static final int NONE = -1;

  private final int depth;
  private final int[] items;
  private final int[] next;

  /** Remembers {@code depth} items for each of {@code users} users. */
  Recent(int users, int depth) {
    this.depth = depth;
    this.items = new int[users * depth];
    this.next = new int[users];
    Arrays.fill(items, NONE);
  }

  boolean contains(int user, int item) {
    for (int i = user * depth; i < (user + 1) * depth; i++) {
      if (items[i] == item) {
        return true;
      }
    }
    return false;
  }

  /** Forgets what the user had. */
  void clear(int user) {
    Arrays.fill(items, user * depth, (user + 1) * depth, NONE);
  }

  /** Adds an item in place of the user's oldest. */
  void add(int user, int item) {
    if (depth > 0) {
      items[user * depth + next[user]] = item;
      next[user] = (next[user] + 1) % depth;
    }
  }
}
