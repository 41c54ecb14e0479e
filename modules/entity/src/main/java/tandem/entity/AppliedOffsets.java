package tandem.entity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.PartitionOffsets;

/*
 * The rule that makes delivery effectively once. For each (epoch, partition) an entity keeps the mark L and the set R of
 * applied offsets from L on. A record with offset o is applied already if o < L or o is in R; else it is applied, and
 *
 *     L := max(L, low water)      R := {x in R + {o} : x >= L}
 *
 * Everything below a low-water mark is settled, so what L forgets is in the journal. R is bounded by what is in flight. The
 * maximum, the test below the mark and the set are each needed (docs/decisions/0003). The idea is RIFL's (Lee et al., SOSP 2015):
 * completion records, stored with the object, forgotten below the client's first unfinished number.
 */

/** Which records an entity has applied: immutable. */
public final class AppliedOffsets {

  /** Nothing applied. */
  public static final AppliedOffsets NONE = new AppliedOffsets(new Partition[0]);

  private final Partition[] partitions;

  private AppliedOffsets(Partition[] partitions) {
    this.partitions = partitions;
  }

  private record Partition(int epoch, int number, long lowWater, Offsets above) {
    boolean is(RecordId id) {
      return epoch == id.epoch() && number == id.partition();
    }

    boolean contains(long offset) {
      return offset < lowWater || above.contains(offset);
    }

    boolean isSame(Partition other) {
      return epoch == other.epoch && number == other.number;
    }

    Partition plus(Partition other) {
      long mark = Math.max(lowWater, other.lowWater);
      return new Partition(epoch, number, mark, above.plus(other.above).from(mark));
    }

    Partition with(Delivery delivery) {
      long mark = Math.max(lowWater, delivery.lowWater());
      return new Partition(epoch, number, mark, above.with(delivery.id().offset()).from(mark));
    }
  }

  /** A record may hold no bare array, so the sorted offsets have a class of their own. */
  private static final class Offsets {
    private static final Offsets NONE = new Offsets(new long[0]);
    private final long[] sorted;

    private Offsets(long[] sorted) {
      this.sorted = sorted;
    }

    boolean contains(long offset) {
      return Arrays.binarySearch(sorted, offset) >= 0;
    }

    Offsets with(long offset) {
      int at = Arrays.binarySearch(sorted, offset);
      if (at >= 0) {
        return this;
      }
      int insert = -at - 1;
      long[] more = new long[sorted.length + 1];
      System.arraycopy(sorted, 0, more, 0, insert);
      more[insert] = offset;
      System.arraycopy(sorted, insert, more, insert + 1, sorted.length - insert);
      return new Offsets(more);
    }

    Offsets plus(Offsets other) {
      Offsets sum = this;
      for (long offset : other.sorted) {
        sum = sum.with(offset);
      }
      return sum;
    }

    Offsets from(long mark) {
      int at = Arrays.binarySearch(sorted, mark);
      int first = at >= 0 ? at : -at - 1;
      return first == 0 ? this : new Offsets(Arrays.copyOfRange(sorted, first, sorted.length));
    }
  }

  /** Whether the record is in the journal already. */
  public boolean contains(RecordId id) {
    for (Partition partition : partitions) {
      if (partition.is(id)) {
        return partition.contains(id.offset());
      }
    }
    return false;
  }

  /** What is applied when this record is, too. */
  public AppliedOffsets with(Delivery delivery) {
    RecordId id = delivery.id();
    for (int p = 0; p < partitions.length; p++) {
      if (partitions[p].is(id)) {
        Partition[] changed = partitions.clone();
        changed[p] = partitions[p].with(delivery);
        return new AppliedOffsets(changed);
      }
    }
    Partition[] more = Arrays.copyOf(partitions, partitions.length + 1);
    more[partitions.length] =
        new Partition(id.epoch(), id.partition(), 0, Offsets.NONE).with(delivery);
    return new AppliedOffsets(more);
  }

  /**
   * What is applied here or there: of each partition the higher mark, and the offsets of both from
   * there on.
   */
  public AppliedOffsets plus(AppliedOffsets other) {
    List<Partition> sum = new ArrayList<>(Arrays.asList(partitions));
    for (Partition more : other.partitions) {
      int at = 0;
      while (at < sum.size() && !sum.get(at).isSame(more)) {
        at++;
      }
      if (at == sum.size()) {
        sum.add(more);
      } else {
        sum.set(at, sum.get(at).plus(more));
      }
    }
    return new AppliedOffsets(sum.toArray(Partition[]::new));
  }

  /** How many offsets are kept one by one: at most what is in flight. */
  public int size() {
    int size = 0;
    for (Partition partition : partitions) {
      size += partition.above.sorted.length;
    }
    return size;
  }

  /** As a snapshot keeps it. */
  public List<PartitionOffsets> toSnapshot() {
    List<PartitionOffsets> kept = new ArrayList<>(partitions.length);
    for (Partition p : partitions) {
      List<Long> offsets = Arrays.stream(p.above.sorted).boxed().toList();
      kept.add(new PartitionOffsets(p.epoch, p.number, p.lowWater, offsets));
    }
    return kept;
  }

  /** From a snapshot. */
  public static AppliedOffsets of(List<PartitionOffsets> kept) {
    return new AppliedOffsets(
        kept.stream()
            .map(
                p ->
                    new Partition(
                        p.epoch(),
                        p.partition(),
                        p.lowWater(),
                        new Offsets(
                            p.offsets().stream().mapToLong(Long::longValue).sorted().toArray())))
            .toArray(Partition[]::new));
  }
}
