package tandem.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The cells of a row while it changes, sorted by id. For one thread. */
final class CooccurrenceCells {

  private byte[] text; // the packed row, and the ids of new cells behind it
  private int written;
  private int[] from;
  private int[] length;
  private float[] weights;
  private int size;

  /** Of a packed row, which is not changed. */
  CooccurrenceCells(byte[] packed, int size) {
    this.text = packed;
    this.written = packed.length;
    this.from = new int[size];
    this.length = new int[size];
    this.weights = new float[size];
    for (int at = 0; at < packed.length; at = Cooccurrence.next(packed, at)) {
      from[this.size] = at + 1;
      length[this.size] = packed[at];
      weights[this.size] = Cooccurrence.weight(packed, at);
      this.size++;
    }
  }

  /** Adds to the weight of {@code id}. */
  void add(byte[] id, float weight) {
    int at = find(id);
    if (at >= 0) {
      weights[at] = Math.min(Float.MAX_VALUE, weights[at] + weight);
    } else {
      insert(-at - 1, id, weight);
    }
  }

  /** Gives {@code id} this weight. */
  void set(byte[] id, float weight) {
    int at = find(id);
    if (at >= 0) {
      weights[at] = weight;
    } else {
      insert(-at - 1, id, weight);
    }
  }

  /** Drops the lightest beyond so many; of equal ones that with the last id. */
  CooccurrenceCells keepHeaviest(int bound) {
    while (size > bound) {
      int lightest = 0;
      for (int at = 1; at < size; at++) {
        lightest = weights[at] <= weights[lightest] ? at : lightest;
      }
      move(lightest + 1, lightest);
      size--;
    }
    return this;
  }

  /** Divides all weights; none becomes 0. */
  void divide(float by) {
    for (int at = 0; at < size; at++) {
      weights[at] = Math.max(Float.MIN_VALUE, weights[at] / by);
    }
  }

  /** The row, with this unit. */
  Cooccurrence pack(float unit) {
    int bytes = 0;
    for (int at = 0; at < size; at++) {
      bytes += 1 + length[at] + Float.BYTES;
    }
    ByteBuffer packed = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < size; at++) {
      packed.put((byte) length[at]).put(text, from[at], length[at]).putFloat(weights[at]);
    }
    return Cooccurrence.packed(packed.array(), size, unit);
  }

  /** Where {@code id} is; -1 minus where it belongs, if it is not there. */
  private int find(byte[] id) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order =
          Arrays.compare(text, from[middle], from[middle] + length[middle], id, 0, id.length);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -low - 1;
  }

  private void insert(int at, byte[] id, float weight) {
    if (size == from.length) {
      int room = size + 8;
      from = Arrays.copyOf(from, room);
      length = Arrays.copyOf(length, room);
      weights = Arrays.copyOf(weights, room);
    }
    if (written + id.length > text.length) {
      text = Arrays.copyOf(text, written + 8 * id.length);
    }
    move(at, at + 1);
    from[at] = written;
    length[at] = id.length;
    weights[at] = weight;
    System.arraycopy(id, 0, text, written, id.length);
    written += id.length;
    size++;
  }

  /** Moves the cells from {@code at} on. */
  private void move(int at, int to) {
    System.arraycopy(from, at, from, to, size - at);
    System.arraycopy(length, at, length, to, size - at);
    System.arraycopy(weights, at, weights, to, size - at);
  }
}
