package tandem.app.audit;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.PartitionOffsets;

/** Every record that is in a journal, and who has it. Finds what two have, or one has twice. */
final class Records {

  private final SortedMap<LogPartition, PartitionRecords> partitions = new TreeMap<>();
  private final Set<RecordId> erased = new HashSet<>();
  private final Findings findings;

  Records(Findings findings) {
    this.findings = findings;
  }

  /** The journal of {@code user} says that it learned the record, about {@code item}. */
  void learnedByUser(Delivery delivery, String user, String item) {
    noteUser(delivery, Pair.of(user, item), "user " + user);
  }

  /** The journal of {@code user} says that it dropped the record as a repetition. */
  void droppedByUser(Delivery delivery, String user) {
    noteUser(delivery, Pair.userOnly(user), "user " + user);
  }

  private void noteUser(Delivery delivery, long pair, String who) {
    long before = partition(delivery).noteUser(delivery.id().offset(), pair);
    if (before != Pair.NONE) {
      twice(delivery, Pair.isSameUser(before, pair), who);
    }
  }

  /** The journal of {@code item} says that it learned the record. */
  void learnedByItem(Delivery delivery, String item) {
    long pair = Pair.itemOnly(item);
    long before = partition(delivery).noteItem(delivery.id().offset(), pair);
    if (before != Pair.NONE) {
      twice(delivery, Pair.isSameItem(before, pair), "item " + item);
    }
  }

  /** What an erased user had met is settled, though its journal does not say so any more. */
  void erased(PartitionOffsets applied) {
    for (long offset : applied.offsets()) {
      erased.add(new RecordId(applied.epoch(), applied.partition(), offset));
    }
  }

  /** Whether the record was met by a user who was erased, above the mark of that time. */
  boolean isErased(RecordId id) {
    return erased.contains(id);
  }

  private void twice(Delivery delivery, boolean sameJournal, String who) {
    String record = LogPartition.of(delivery.id()).record(delivery.id().offset());
    if (sameJournal) {
      findings.add(Invariant.JOURNALS, who + " has record " + record + " twice");
    } else {
      findings.add(Invariant.RECORDS, who + " has record " + record + ", which another has, too");
    }
  }

  private PartitionRecords partition(Delivery delivery) {
    PartitionRecords partition =
        partitions.computeIfAbsent(LogPartition.of(delivery.id()), any -> new PartitionRecords());
    partition.noteLowWater(delivery.lowWater());
    return partition;
  }

  void forEach(BiConsumer<LogPartition, PartitionRecords> action) {
    partitions.forEach(action);
  }
}
