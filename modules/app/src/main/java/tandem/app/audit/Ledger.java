package tandem.app.audit;

import tandem.protocol.journal.Accounted;

/**
 * What bases and tombstones say of events that were removed: by users, and by items.
 *
 * <p>A record of which one side is left must have been removed on the other. Which one it was, no
 * journal says any more; but their number and the sum of their digests must be equal, and no other
 * set of records has that sum but by a chance of 2^-64.
 */
final class Ledger {

  private Accounted users = Accounted.NOTHING;
  private Accounted items = Accounted.NOTHING;

  void ofUser(Accounted removed) {
    users = users.plus(removed);
  }

  void ofItem(Accounted removed) {
    items = items.plus(removed);
  }

  /** Removed from the journals of users. */
  Accounted users() {
    return users;
  }

  /** Removed from the journals of items. */
  Accounted items() {
    return items;
  }
}
