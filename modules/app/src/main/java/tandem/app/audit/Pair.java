package tandem.app.audit;

/*
 * A user and an item in one long: two 32-bit hashes, neither of them 0. Two ids that share a hash hide a mix-up
 * of just these two, with a chance of 2^-32; nothing right is ever called wrong.
 */

/** Who met what, small enough to be kept of every record. */
final class Pair {

  /** Nobody and nothing. */
  static final long NONE = 0;

  private Pair() {}

  static long of(String user, String item) {
    return userOnly(user) | (hash(item) & 0xffffffffL);
  }

  /** A user that dropped the record, with what is not in the journal. */
  static long userOnly(String user) {
    return (long) hash(user) << 32;
  }

  /** An item that learned the record; its journal does not say from whom. */
  static long itemOnly(String item) {
    return hash(item) & 0xffffffffL;
  }

  static boolean isSameUser(long a, long b) {
    return a >>> 32 == b >>> 32;
  }

  static boolean isSameItem(long a, long b) {
    return (int) a == (int) b;
  }

  static boolean hasItem(long pair) {
    return (int) pair != 0;
  }

  /** FNV-1a (Fowler, Noll, Vo) in 64 bits, folded and mixed to 32, never 0. */
  static int hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    int folded = (int) (hash >>> 32);
    return folded == 0 ? 1 : folded;
  }
}
