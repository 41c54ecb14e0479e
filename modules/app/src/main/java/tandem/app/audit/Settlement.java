package tandem.app.audit;

import java.util.Set;
import java.util.TreeSet;

/**
 * Judges every record when all journals are read: below the frontier it must be settled, above it
 * may be under way.
 */
final class Settlement {

  private final Frontiers frontiers;
  private final Findings findings;
  private final Set<LogPartition> judged = new TreeSet<>();
  private long learned;
  private long dropped;
  private long absent;
  private long onlyUser;
  private long onlyItem;

  Settlement(Frontiers frontiers, Findings findings) {
    this.frontiers = frontiers;
    this.findings = findings;
  }

  void judge(Records records) {
    records.forEach(this::judge);
    for (LogPartition partition : frontiers.partitions()) {
      if (judged.add(partition)) {
        absent += frontiers.nextOffset(partition); // none of its records is in a journal
      }
    }
  }

  private void judge(LogPartition partition, PartitionRecords records) {
    judged.add(partition);
    // A low-water mark is a frontier that was true once, and may be newer than the stored one.
    long settled = Math.max(frontiers.nextOffset(partition), records.lowWater());
    absent += settled;
    records.forEach(
        (offset, byUser, byItem) -> {
          absent -= offset < settled ? 1 : 0;
          judge(partition.record(offset), offset < settled, byUser, byItem);
        });
  }

  private void judge(String record, boolean settled, long byUser, long byItem) {
    if (byUser != Pair.NONE && !Pair.hasItem(byUser)) {
      judgeDropped(record, byItem);
    } else if (byUser != Pair.NONE && byItem != Pair.NONE) {
      judgeBoth(record, byUser, byItem);
    } else if (settled) {
      judgeLost(record, byItem == Pair.NONE);
    } else if (byItem == Pair.NONE) {
      onlyUser++;
    } else {
      onlyItem++;
    }
  }

  private void judgeDropped(String record, long byItem) {
    dropped++;
    if (byItem != Pair.NONE) {
      findings.add(
          Invariant.RECORDS,
          "record " + record + " was dropped by its user as a repetition, and learned by an item");
    }
  }

  private void judgeBoth(String record, long byUser, long byItem) {
    learned++;
    if (!Pair.isSameUser(byUser, byItem)) {
      findings.add(
          Invariant.RECORDS,
          "record " + record + " was learned by another user than its item says");
    } else if (!Pair.isSameItem(byUser, byItem)) {
      findings.add(
          Invariant.RECORDS,
          "record " + record + " was learned by another item than its user says");
    }
  }

  private void judgeLost(String record, boolean byItem) {
    String who = byItem ? "its user, but by no item" : "its item, but by no user";
    findings.add(Invariant.RECORDS, "record " + record + " was learned by " + who);
    findings.add(Invariant.FRONTIER, "record " + record + " is below the frontier and not settled");
  }

  /** Records that both sides learned. */
  long learned() {
    return learned;
  }

  /** Records that users dropped as repetitions. */
  long dropped() {
    return dropped;
  }

  /** Offsets below the frontier that no journal has: rejected, or never a record of ours. */
  long absent() {
    return absent;
  }

  /** Records above the frontier that only the user has. */
  long onlyUser() {
    return onlyUser;
  }

  /** Records above the frontier that only the item has. */
  long onlyItem() {
    return onlyItem;
  }
}
