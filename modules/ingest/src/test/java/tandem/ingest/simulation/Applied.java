package tandem.ingest.simulation;

import java.util.List;
import tandem.entity.AppliedOffsets;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.PartitionOffsets;

/**
 * The production rule, and around it what a {@link Fault} takes away: by way of the snapshot form,
 * so the rule itself is not copied.
 */
record Applied(Fault fault, AppliedOffsets offsets) {

  static Applied nothing(Fault fault) {
    return new Applied(fault, AppliedOffsets.NONE);
  }

  boolean contains(RecordId id) {
    return fault == Fault.NO_TEST_BELOW_THE_MARK
        ? offsets.toSnapshot().stream()
            .anyMatch(kept -> is(kept, id) && kept.offsets().contains(id.offset()))
        : offsets.contains(id);
  }

  Applied with(Delivery delivery) {
    AppliedOffsets before = fault == Fault.NO_MAXIMUM ? lowered(delivery) : offsets;
    AppliedOffsets after = before.with(delivery);
    return new Applied(fault, fault == Fault.NO_SET ? withoutSet(after) : after);
  }

  /** The mark goes down to that of the delivery, if that is lower. */
  private AppliedOffsets lowered(Delivery delivery) {
    return AppliedOffsets.of(
        offsets.toSnapshot().stream()
            .map(kept -> is(kept, delivery.id()) ? lowered(kept, delivery.lowWater()) : kept)
            .toList());
  }

  private static PartitionOffsets lowered(PartitionOffsets kept, long mark) {
    return new PartitionOffsets(
        kept.epoch(), kept.partition(), Math.min(kept.lowWater(), mark), kept.offsets());
  }

  private static AppliedOffsets withoutSet(AppliedOffsets all) {
    return AppliedOffsets.of(
        all.toSnapshot().stream()
            .map(k -> new PartitionOffsets(k.epoch(), k.partition(), k.lowWater(), List.of()))
            .toList());
  }

  private static boolean is(PartitionOffsets kept, RecordId id) {
    return kept.epoch() == id.epoch() && kept.partition() == id.partition();
  }
}
