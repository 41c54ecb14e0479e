package tandem.ranking;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The numbers of the slots of a block, by their place; those that no item has are not there. */
final class NumberColumns {

  private final IntToDoubleFunction units;
  private NumberColumn[] columns = {};
  private int slots;

  /** Of so many slots; a number is packed by the unit of its place. */
  NumberColumns(int slots, IntToDoubleFunction units) {
    this.slots = slots;
    this.units = units;
  }

  /** Number {@code n} of the slots; null if none has it. */
  @Nullable NumberColumn column(int n) {
    return n < columns.length ? columns[n] : null;
  }

  Numbers get(int slot) {
    double[] values = new double[columns.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = columns[n].get(slot);
    }
    return Numbers.of(values);
  }

  void set(int slot, Numbers values) {
    makeRoom(values.size());
    for (int n = 0; n < columns.length; n++) {
      columns[n].set(slot, values.get(n));
    }
  }

  void copy(NumberColumns from, int fromSlot, int slot) {
    makeRoom(from.columns.length);
    for (int n = 0; n < columns.length; n++) {
      columns[n].set(
          slot, n < from.columns.length ? from.columns[n].get(fromSlot) : Double.NEGATIVE_INFINITY);
    }
  }

  /** Has so many slots, more than before. */
  void resize(int more) {
    slots = more;
    for (NumberColumn column : columns) {
      column.resize(more);
    }
  }

  private void makeRoom(int count) {
    int before = columns.length;
    if (count > before) {
      columns = Arrays.copyOf(columns, count);
      for (int n = before; n < count; n++) {
        columns[n] = new NumberColumn(slots, units.applyAsDouble(n));
      }
    }
  }
}
