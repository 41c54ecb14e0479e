package tandem.ranking;

import java.util.Arrays;
import java.util.BitSet;

/** What is taken off the scores of some slots, as long as items stay where they are. */
final class SlotPenalties {

  private static final SlotPenalties NONE = new SlotPenalties(new BitSet(), new long[0]);

  private final BitSet some;
  private final long[] bySlot; // the slot, and below it the bits of the amount

  private SlotPenalties(BitSet some, long[] bySlot) {
    this.some = some;
    this.bySlot = bySlot;
  }

  static <I> SlotPenalties of(Penalties<I> penalties, SlotTable<I> slots) {
    if (penalties.items().isEmpty()) {
      return NONE;
    }
    BitSet some = new BitSet();
    long[] found = new long[penalties.items().size()];
    int count = 0;
    for (int n = 0; n < found.length; n++) {
      I item = penalties.items().get(n);
      int slot = slots.get(item);
      if (slot != SlotTable.ABSENT) {
        some.set(slot);
        found[count++] =
            (long) slot << 32 | Float.floatToRawIntBits(penalties.amounts().get(n) + 0f);
      }
    }
    long[] bySlot = Arrays.copyOf(found, count);
    Arrays.sort(bySlot);
    return new SlotPenalties(some, bySlot);
  }

  /** What is taken off the score of a slot. */
  float of(int slot) {
    if (!some.get(slot)) {
      return 0;
    }
    int found = Arrays.binarySearch(bySlot, (long) slot << 32);
    return Float.intBitsToFloat((int) bySlot[found < 0 ? -found - 1 : found]);
  }
}
