package tandem.app.audit;

import java.util.OptionalLong;

/**
 * What the audit knows of the node's configuration, and what it was told to expect.
 *
 * @param inFlight records of a partition that may be under way at once
 * @param repetitionWindow interactions within which a user recognises a repetition
 * @param indexPartitions of the index
 * @param rejected how many offsets below the frontier are expected in no journal, if known
 */
record AuditSettings(
    int inFlight, int repetitionWindow, int indexPartitions, OptionalLong rejected) {

  /**
   * As many offsets of a partition may an entity keep: those under way, and one more, since the
   * stream takes the next record before it has moved the frontier over the one that made room.
   */
  int mostOffsets() {
    return inFlight + 1;
  }
}
