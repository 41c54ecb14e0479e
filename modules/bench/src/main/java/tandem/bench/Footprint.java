package tandem.bench;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import tandem.model.ItemId;
import tandem.ranking.Numbers;
import tandem.ranking.PackedItem;
import tandem.ranking.PackedItems;

/**
 * Live heap of packed items: {@code Footprint ITEMS FACTORS [NUMBERS]}; by default each has four
 * numbers, as in an index with two windows.
 */
public final class Footprint {

  private Footprint() {}

  /** Prints it, the ids themselves left out. */
  public static void main(String[] args) {
    int items = Integer.parseInt(args[0]);
    int factors = Integer.parseInt(args[1]);
    int numbers = args.length > 2 ? Integer.parseInt(args[2]) : 4;
    ItemId[] ids = new ItemId[items];
    for (int i = 0; i < items; i++) {
      ids[i] = new ItemId("i" + i);
    }
    long before = live();
    PackedItems<ItemId, String> packed = packed(ids, factors, numbers);
    double used = live() - before;
    double floats = 4.0 * items * factors;
    System.out.printf(
        "%d x %d: %.1f MB, %.3f of the floats, %.1f bytes an item besides%n",
        packed.size(), factors, used / 1e6, used / floats, (used - floats) / items);
    if (ids.length != packed.size()) { // which also keeps both alive
      throw new AssertionError(packed.size());
    }
  }

  private static PackedItems<ItemId, String> packed(ItemId[] ids, int factors, int numbers) {
    Population population = Population.gaussian(factors);
    SplittableRandom random = new SplittableRandom(1);
    PackedItems<ItemId, String> packed = new PackedItems<>(factors);
    double[] values = new double[numbers];
    for (ItemId id : ids) {
      packed.put(new PackedItem<>(id, population.user(random), 0f, Numbers.of(values), ""));
    }
    return packed;
  }

  private static long live() {
    for (int collection = 0; collection < 3; collection++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
