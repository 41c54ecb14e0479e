package tandem.app.audit;

import java.util.Set;
import java.util.TreeSet;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;

/**
 * Judges every record when all journals are read: below the frontier it must be settled, above it
 * may be under way.
 */
final class Settlement {

  private final Frontiers frontiers;
  private final Ledger ledger;
  private final Findings findings;
  private final Set<LogPartition> judged = new TreeSet<>();
  private long learned;
  private long dropped;
  private long absent;
  private long onlyUser;
  private long onlyItem;
  private Accounted userLeft = Accounted.NOTHING;
  private Accounted itemLeft = Accounted.NOTHING;

  Settlement(Frontiers frontiers, Ledger ledger, Findings findings) {
    this.frontiers = frontiers;
    this.ledger = ledger;
    this.findings = findings;
  }

  void judge(Records records) {
    records.forEach((partition, of) -> judge(partition, of, records));
    for (LogPartition partition : frontiers.partitions()) {
      if (judged.add(partition)) {
        absent += frontiers.nextOffset(partition); // none of its records is in a journal
      }
    }
    balance();
  }

  /** What is left on one side must be what was removed on the other. */
  private void balance() {
    Accounted byUsers = userLeft.plus(ledger.users());
    Accounted byItems = itemLeft.plus(ledger.items());
    if (byUsers.learned() != byItems.learned()) {
      findings.add(
          Invariant.RECORDS,
          ("of the settled records that are not in both journals, users learned %,d and items %,d,"
                  + " with those of removed events")
              .formatted(byUsers.learned(), byItems.learned()));
    } else if (byUsers.digest() != byItems.digest()) {
      findings.add(
          Invariant.RECORDS,
          "of the settled records that are not in both journals, users and items learned %,d each, but not the same"
              .formatted(byUsers.learned()));
    }
    absent -= hidden() + ledger.users().repeated();
  }

  /** Records of which neither side is left. */
  private long hidden() {
    return Math.max(0, ledger.users().learned() - itemLeft.learned());
  }

  private void judge(LogPartition partition, PartitionRecords records, Records all) {
    judged.add(partition);
    // A low-water mark is a frontier that was true once, and may be newer than the stored one.
    long settled = Math.max(frontiers.nextOffset(partition), records.lowWater());
    absent += settled;
    records.forEach(
        (offset, byUser, byItem) -> {
          absent -= offset < settled ? 1 : 0;
          RecordId id = new RecordId(partition.epoch(), partition.number(), offset);
          judge(id, offset < settled || all.isErased(id), byUser, byItem);
        });
  }

  private void judge(RecordId id, boolean settled, long byUser, long byItem) {
    String record = LogPartition.of(id).record(id.offset());
    if (byUser != Pair.NONE && !Pair.hasItem(byUser)) {
      judgeDropped(record, byItem);
    } else if (byUser != Pair.NONE && byItem != Pair.NONE) {
      judgeBoth(record, byUser, byItem);
    } else if (settled) {
      judgeOneSided(id, record, byItem == Pair.NONE);
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
    if (!Pair.isSameItem(byUser, byItem)) {
      findings.add(
          Invariant.RECORDS,
          "record " + record + " was learned by another item than its user says");
    }
  }

  private void judgeOneSided(RecordId id, String record, boolean byUser) {
    if (byUser) {
      userLeft = userLeft.learned(id);
    } else {
      itemLeft = itemLeft.learned(id);
    }
    boolean mayBeRemoved = (byUser ? ledger.items() : ledger.users()).learned() > 0;
    if (!mayBeRemoved) {
      judgeLost(record, byUser);
    }
  }

  private void judgeLost(String record, boolean byUser) {
    String who = byUser ? "its user, but by no item" : "its item, but by no user";
    findings.add(Invariant.RECORDS, "record " + record + " was learned by " + who);
    findings.add(Invariant.FRONTIER, "record " + record + " is below the frontier and not settled");
  }

  /** Records that both sides learned, as far as their journals or the ledger say. */
  long learned() {
    return learned + userLeft.learned() + ledger.users().learned();
  }

  /** Records that users dropped as repetitions. */
  long dropped() {
    return dropped + ledger.users().repeated();
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
