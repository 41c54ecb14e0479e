package tandem.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tandem.entity.index.IndexContents;
import tandem.model.CooccurrenceChange;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;
import tandem.ranking.Numbers;
import tandem.ranking.PackedItem;
import tandem.ranking.PackedItems;

/**
 * Live heap of items without their ids: {@code Footprint ITEMS FACTORS WINDOWS}. First packed in
 * one, with a number for popularity, one for time and one for each window of trends; then in the
 * partitions of an index, with all that it holds of an item; then the same with a description each.
 */
public final class Footprint {

  private static final int MOST_EVENTS = 10_000_000;
  private static final long NOW = 1_795_910_400;

  private final ItemId[] ids;
  private final int factors;
  private final int[] windows;

  private Footprint(int items, int factors, int windows) {
    this.ids = new ItemId[items];
    for (int i = 0; i < items; i++) {
      ids[i] = new ItemId("i" + i);
    }
    this.factors = factors;
    this.windows = windows > 1 ? new int[] {60, 1_440} : windows > 0 ? new int[] {60} : new int[0];
  }

  /** Prints it; what the ids take, too. */
  public static void main(String[] args) {
    long before = live();
    Footprint bench =
        new Footprint(
            Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    int items = bench.ids.length;
    System.out.printf(
        "%d x %d, %d windows; ids %.1f bytes each%n",
        items, bench.factors, bench.windows.length, (live() - before) / (double) items);
    before = live();
    PackedItems<ItemId, String> packed = bench.packed();
    bench.print("packed in one", live() - before, packed.size());
    packed = new PackedItems<>(bench.factors);
    before = live();
    List<IndexContents> index = bench.index();
    bench.print("index", live() - before, size(index));
    long undescribed = live();
    bench.describe(index);
    System.out.printf(
        "descriptions: %.1f bytes an item more%n", (live() - undescribed) / (double) size(index));
    if (size(index) + packed.size() != items) { // which also keeps them alive
      throw new AssertionError();
    }
  }

  private void print(String what, long bytes, int items) {
    double floats = 4.0 * items * factors;
    System.out.printf(
        "%-14s %.1f MB, %.3f of the floats, %.1f bytes an item besides%n",
        what, bytes / 1e6, bytes / floats, (bytes - floats) / items);
  }

  private static int size(List<IndexContents> index) {
    return index.stream().mapToInt(IndexContents::size).sum();
  }

  private PackedItems<ItemId, String> packed() {
    Population population = Population.gaussian(factors);
    SplittableRandom random = new SplittableRandom(1);
    PackedItems<ItemId, String> packed = new PackedItems<>(factors);
    double[] values = new double[2 + windows.length];
    for (ItemId id : ids) {
      packed.put(new PackedItem<>(id, population.user(random), 0f, Numbers.of(values), ""));
    }
    return packed;
  }

  private List<IndexContents> index() {
    Population population = Population.gaussian(factors);
    SplittableRandom random = new SplittableRandom(1);
    Sgd sgd = new Sgd(ModelSettings.rating().withFactors(factors));
    List<IndexContents> index = new ArrayList<>();
    for (int p = 0; p < Shelf.PARTITIONS; p++) {
      index.add(new IndexContents(sgd));
    }
    for (ItemId id : ids) {
      index
          .get(id.partition(Shelf.PARTITIONS))
          .apply(id, events(random), learned(population, random));
    }
    return index;
  }

  /** By Zipf's law, and as many rows of the journal. */
  private long events(SplittableRandom random) {
    return 1L + MOST_EVENTS / (1 + random.nextInt(ids.length));
  }

  private ItemEvent learned(Population population, SplittableRandom random) {
    long second = NOW - random.nextInt(100 * 86_400);
    double[] heats = new double[windows.length];
    for (int w = 0; w < windows.length; w++) {
      heats[w] = heat(second, windows[w] * 60.0 / 4, random);
    }
    Factors factor =
        new Factors(population.user(random), (float) random.nextDouble(), 0f, events(random));
    return new ItemEvent.Learned(
        List.of(),
        factor,
        heat(second, 7 * 86_400, random),
        Recency.of(second - random.nextInt(1_000_000), windows.clone(), heats),
        CooccurrenceChange.NONE);
  }

  private static double heat(long second, double halfLife, SplittableRandom random) {
    return second / halfLife + 10 * random.nextDouble();
  }

  private void describe(List<IndexContents> index) {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < ids.length; i++) {
      List<String> categories =
          List.of(
              "c" + random.nextInt(20), "d" + random.nextInt(1_000), "e" + random.nextInt(50_000));
      ItemDescription description = new ItemDescription("title of item " + i, categories, false);
      index
          .get(ids[i].partition(Shelf.PARTITIONS))
          .apply(ids[i], 2L * MOST_EVENTS, new ItemEvent.Described(description, NOW));
    }
  }

  private static long live() {
    for (int collection = 0; collection < 3; collection++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
