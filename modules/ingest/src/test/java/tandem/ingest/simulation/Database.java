package tandem.ingest.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** Remembers the newest commits, so that they can be lost, as by a restored backup. */
final class Database {

  /** As many commits are lost at most. */
  static final int MOST_LOST = 24;

  private final Deque<Runnable> undo = new ArrayDeque<>();

  /** A commit, by what takes it back. */
  void commit(Runnable takeBack) {
    undo.push(takeBack);
    if (undo.size() > MOST_LOST) {
      undo.removeLast();
    }
  }

  /** Takes so many of the newest commits back: what is left is the state of an earlier moment. */
  void lose(int commits) {
    for (int lost = 0; lost < commits && !undo.isEmpty(); lost++) {
      undo.pop().run();
    }
  }

  /** A backup is made: no earlier one is restored from now on. */
  void backUp() {
    undo.clear();
  }
}
