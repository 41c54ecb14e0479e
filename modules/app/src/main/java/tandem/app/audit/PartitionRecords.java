package tandem.app.audit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who learned the records of one partition: 16 bytes a record, in blocks, so that ten million take
 * 160 MB and a wild offset takes one block.
 */
final class PartitionRecords {

  private static final int BITS = 12;
  private static final int SIZE = 1 << BITS;

  private final SortedMap<Long, Block> blocks = new TreeMap<>();
  private @Nullable Block latest;
  private long latestNumber;
  private long lowWater;

  private static final class Block {
    private final long[] users = new long[SIZE];
    private final long[] items = new long[SIZE];
  }

  /** Is shown each record that somebody met, in the order of offsets. */
  @FunctionalInterface
  interface Visitor {
    /**
     * The pair by the user's journal and by the item's; {@link Pair#NONE} where it isn't in one.
     */
    void visit(long offset, long byUser, long byItem);
  }

  /** Notes what a user's journal says, unless something is noted; gives what was noted before. */
  long noteUser(long offset, long pair) {
    return note(block(offset).users, offset, pair);
  }

  /** Notes what an item's journal says, unless something is noted; gives what was noted before. */
  long noteItem(long offset, long pair) {
    return note(block(offset).items, offset, pair);
  }

  private static long note(long[] cells, long offset, long pair) {
    int at = (int) (offset & (SIZE - 1));
    long before = cells[at];
    if (before == Pair.NONE) {
      cells[at] = pair;
    }
    return before;
  }

  private Block block(long offset) {
    long number = offset >>> BITS;
    Block block = latest;
    if (block == null || number != latestNumber) {
      block = blocks.computeIfAbsent(number, any -> new Block());
      latest = block;
      latestNumber = number;
    }
    return block;
  }

  /** A delivery said that all below this mark is settled. */
  void noteLowWater(long mark) {
    lowWater = Math.max(lowWater, mark);
  }

  /** The highest mark that a delivery carried. */
  long lowWater() {
    return lowWater;
  }

  void forEach(Visitor visitor) {
    for (Map.Entry<Long, Block> entry : blocks.entrySet()) {
      long first = entry.getKey() << BITS;
      Block block = entry.getValue();
      for (int at = 0; at < SIZE; at++) {
        if (block.users[at] != Pair.NONE || block.items[at] != Pair.NONE) {
          visitor.visit(first + at, block.users[at], block.items[at]);
        }
      }
    }
  }
}
