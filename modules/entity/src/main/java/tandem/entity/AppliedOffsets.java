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
 *
 * All of it lies in one array, since each entity has one: for each (epoch, partition) these two in one number, L, how many
 * offsets R has, and these, ascending.
 */

/** Which records an entity has applied: immutable. */
public final class AppliedOffsets {

  /** Nothing applied. */
  public static final AppliedOffsets NONE = new AppliedOffsets(new long[0]);

  private static final int MARK = 1;
  private static final int COUNT = 2;
  private static final int FIRST = 3;
  private static final long NO_OFFSET = -1; // below each mark

  private final long[] logs;

  private AppliedOffsets(long[] logs) {
    this.logs = logs;
  }

  private static long key(int epoch, int partition) {
    return (long) epoch << Integer.SIZE | Integer.toUnsignedLong(partition);
  }

  /** Where the log of this key is; the end of the array, if nothing of it is applied. */
  private int find(long key) {
    int at = 0;
    while (at < logs.length && logs[at] != key) {
      at = next(at);
    }
    return at;
  }

  private int next(int at) {
    return at + FIRST + (int) logs[at + COUNT];
  }

  /** Where the first of the offsets of a log is that is not below this one. */
  private int place(int at, long offset) {
    int found = Arrays.binarySearch(logs, at + FIRST, next(at), offset);
    return found >= 0 ? found : -found - 1;
  }

  /** Whether the record is in the journal already. */
  public boolean contains(RecordId id) {
    int at = find(key(id.epoch(), id.partition()));
    if (at == logs.length) {
      return false;
    }
    int place = place(at, id.offset());
    return id.offset() < logs[at + MARK] || (place < next(at) && logs[place] == id.offset());
  }

  /** What is applied when this record is, too. */
  public AppliedOffsets with(Delivery delivery) {
    RecordId id = delivery.id();
    return with(key(id.epoch(), id.partition()), delivery.lowWater(), id.offset());
  }

  private AppliedOffsets with(long key, long lowWater, long offset) {
    int at = find(key);
    if (at == logs.length) {
      long[] more = Arrays.copyOf(logs, at + FIRST);
      more[at] = key;
      return new AppliedOffsets(more).with(key, lowWater, offset);
    }
    long mark = Math.max(logs[at + MARK], lowWater);
    int end = next(at);
    int kept = place(at, mark);
    int place = place(at, offset);
    int added = offset < mark || (place < end && logs[place] == offset) ? 0 : 1;
    int count = end - kept + added;
    long[] changed = new long[at + FIRST + count + logs.length - end];
    System.arraycopy(logs, 0, changed, 0, at + MARK);
    changed[at + MARK] = mark;
    changed[at + COUNT] = count;
    int to = at + FIRST;
    if (added == 1) {
      System.arraycopy(logs, kept, changed, to, place - kept);
      to += place - kept;
      changed[to++] = offset;
      kept = place;
    }
    System.arraycopy(logs, kept, changed, to, logs.length - kept);
    return new AppliedOffsets(changed);
  }

  /**
   * What is applied here or there: of each partition the higher mark, and the offsets of both from
   * there on.
   */
  public AppliedOffsets plus(AppliedOffsets other) {
    AppliedOffsets sum = this;
    for (int at = 0; at < other.logs.length; at = other.next(at)) {
      sum = sum.with(other.logs[at], other.logs[at + MARK], NO_OFFSET);
      for (int n = at + FIRST; n < other.next(at); n++) {
        sum = sum.with(other.logs[at], 0, other.logs[n]);
      }
    }
    return sum;
  }

  /** How many offsets are kept one by one: at most what is in flight. */
  public int size() {
    int size = 0;
    for (int at = 0; at < logs.length; at = next(at)) {
      size += (int) logs[at + COUNT];
    }
    return size;
  }

  /** As a snapshot keeps it. */
  public List<PartitionOffsets> toSnapshot() {
    List<PartitionOffsets> kept = new ArrayList<>(2);
    for (int at = 0; at < logs.length; at = next(at)) {
      List<Long> offsets = Arrays.stream(logs, at + FIRST, next(at)).boxed().toList();
      int epoch = (int) (logs[at] >> Integer.SIZE);
      kept.add(new PartitionOffsets(epoch, (int) logs[at], logs[at + MARK], offsets));
    }
    return kept;
  }

  /** From a snapshot. */
  public static AppliedOffsets of(List<PartitionOffsets> kept) {
    AppliedOffsets applied = NONE;
    for (PartitionOffsets log : kept) {
      long key = key(log.epoch(), log.partition());
      applied = applied.with(key, log.lowWater(), NO_OFFSET);
      for (long offset : log.offsets()) {
        applied = applied.with(key, 0, offset);
      }
    }
    return applied;
  }
}
