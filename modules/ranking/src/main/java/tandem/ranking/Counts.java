package tandem.ranking;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/*
 * Patched coding (Zukowski, Héman, Nes, Boncz, Super-scalar RAM-CPU cache compression, ICDE 2006): a
 * number takes as many bits as make all of them shortest, and those that need more are held apart,
 * with all bits set in their place. By Zipf's law few are: without this the largest of 1,024 sets
 * the bits of all.
 */

/**
 * Whole numbers by slot, 0 or more, all 0 at first, in as few bits as most of them need: for up to
 * some thousand slots.
 */
public final class Counts implements Notes<Long> {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int WIDEST = 57; // so many are in 8 bytes, whichever bit of the first begins
  private static final int APART_BITS = Character.SIZE + Long.SIZE; // of one that is held apart
  private static final int SHARE = 32; // one in so many may come to be held apart

  private static final char[] NO_SLOTS = {};
  private static final long[] NO_NUMBERS = {};

  private int slots;
  private int width;
  private long mask; // also what stands for a number that is held apart
  private byte[] bytes = {};
  private char[] apart = NO_SLOTS; // their slots
  private long[] numbers = NO_NUMBERS; // theirs
  private int count; // of them
  private int most; // of them, before all are coded anew

  /** Of so many slots. */
  public Counts(int slots) {
    this(new long[slots]);
  }

  /** With these numbers. */
  Counts(long[] numbers) {
    encode(numbers);
  }

  private void encode(long[] all) {
    slots = all.length;
    width = shortest(all);
    mask = -1L >>> (Long.SIZE - width);
    bytes = new byte[slots * width / Byte.SIZE + Long.BYTES];
    int large = (int) Arrays.stream(all).filter(this::isLarge).count();
    apart = large == 0 ? NO_SLOTS : new char[large];
    numbers = large == 0 ? NO_NUMBERS : new long[large];
    count = 0;
    most = large + slots / SHARE;
    for (int slot = 0; slot < slots; slot++) {
      if (isLarge(all[slot])) {
        add(slot, all[slot]);
      } else {
        write(slot, all[slot]);
      }
    }
  }

  private static int shortest(long[] all) {
    int[] needing = new int[Long.SIZE + 1]; // how many need so many bits
    for (long number : all) {
      needing[Long.SIZE - Long.numberOfLeadingZeros(number + 1)]++;
    }
    int shortest = Long.SIZE;
    long fewest = Long.MAX_VALUE;
    int larger = 0;
    for (int bits = Long.SIZE; bits > 0; bits--) {
      long size = (long) bits * all.length + (long) APART_BITS * larger;
      if (size < fewest && (bits <= WIDEST || bits == Long.SIZE)) {
        fewest = size;
        shortest = bits;
      }
      larger += needing[bits];
    }
    return shortest;
  }

  private boolean isLarge(long number) {
    return Long.compareUnsigned(number, mask) >= 0;
  }

  private void add(int slot, long number) {
    if (count == apart.length) {
      apart = Arrays.copyOf(apart, Math.min(most, count + 1 + count / 2));
      numbers = Arrays.copyOf(numbers, apart.length);
    }
    write(slot, mask);
    apart[count] = (char) slot;
    numbers[count++] = number;
  }

  /** The number in a slot. */
  public long at(int slot) {
    int bit = slot * width;
    long number = ((long) EIGHT_BYTES.get(bytes, bit / Byte.SIZE) >>> (bit % Byte.SIZE)) & mask;
    return number == mask ? numbers[place(slot)] : number;
  }

  /**
   * The next slot, {@code from} or later, with that number or more; {@code end} if there is none.
   */
  int next(int from, int end, long least) {
    if (count == 0 && isLarge(least)) {
      return end; // none here is large
    }
    int slot = from;
    while (slot < end && at(slot) < least) {
      slot++;
    }
    return slot;
  }

  /** Where the number of a slot is held apart; the number of them if it is not. */
  private int place(int slot) {
    int place = 0;
    while (place < count && apart[place] != slot) {
      place++;
    }
    return place;
  }

  /** Sets the number in a slot. */
  public void put(int slot, long number) {
    int place = count > 0 ? place(slot) : 0;
    if (place < count && isLarge(number)) {
      numbers[place] = number;
    } else if (place < count) {
      apart[place] = apart[--count];
      numbers[place] = numbers[count];
      write(slot, number);
    } else if (!isLarge(number)) {
      write(slot, number);
    } else if (hasRoom()) {
      add(slot, number);
    } else {
      long[] all = all();
      all[slot] = number;
      encode(all);
    }
  }

  private void write(int slot, long code) {
    int bit = slot * width;
    int first = bit / Byte.SIZE;
    int from = bit % Byte.SIZE;
    long others = (long) EIGHT_BYTES.get(bytes, first) & ~(mask << from);
    EIGHT_BYTES.set(bytes, first, others | (code << from));
  }

  private boolean hasRoom() {
    return count < most;
  }

  /** Whether such a number can be put without coding all anew. */
  boolean takes(long number) {
    return !isLarge(number) || hasRoom();
  }

  /** A copy of all numbers, by slot. */
  long[] all() {
    long[] all = new long[slots];
    Arrays.setAll(all, this::at);
    return all;
  }

  @Override
  public Long get(int slot) {
    return at(slot);
  }

  @Override
  public void set(int slot, Long note) {
    put(slot, note);
  }

  @Override
  public void clear(int slot) {
    put(slot, 0);
  }

  @Override
  public void resize(int more) {
    encode(Arrays.copyOf(all(), more));
  }
}
