package tandem.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import tandem.entity.index.IndexedItem;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.protocol.ItemDescription;

/**
 * Items by partition, made again and again the same, users, and items that a user knows already.
 */
final class Shelf {

  static final int PARTITIONS = 16;
  private static final int QUERIES = 256;
  private static final int KNOWN = 100;
  private static final long SEED = 20261129;

  private final Population population;
  private final List<List<ItemId>> ids = new ArrayList<>();
  private final List<FactorVector> users = new ArrayList<>();
  private final Set<ItemId> known = new HashSet<>();
  private final int factors;

  private Shelf(int items, int factors, Population population) {
    this.population = population;
    this.factors = factors;
    for (int p = 0; p < PARTITIONS; p++) {
      ids.add(new ArrayList<>());
    }
    for (int i = 0; i < items; i++) {
      ItemId id = new ItemId("i" + i);
      ids.get(id.partition(PARTITIONS)).add(id);
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (int q = 0; q < QUERIES; q++) {
      users.add(population.user(random));
    }
    while (known.size() < KNOWN) {
      known.add(new ItemId("i" + random.nextInt(items)));
    }
  }

  /** So many items with so many factors: of {@code gaussian}, or learned from a file of ratings. */
  static Shelf of(String items, String factors, String vectors) throws IOException {
    int count = Integer.parseInt(factors);
    return new Shelf(
        Integer.parseInt(items),
        count,
        vectors.equals("gaussian")
            ? Population.gaussian(count)
            : Population.learned(Path.of(vectors), Objective.RATING, count));
  }

  int factors() {
    return factors;
  }

  /** The ids of a partition. */
  List<ItemId> ids(int partition) {
    return ids.get(partition);
  }

  /** The items of a partition. */
  List<IndexedItem> items(int partition) {
    SplittableRandom random = new SplittableRandom(SEED + 1 + partition);
    List<IndexedItem> items = new ArrayList<>(ids(partition).size());
    for (ItemId id : ids(partition)) {
      items.add(item(id, 1, random));
    }
    return items;
  }

  /** An item as it is after so many events. */
  IndexedItem item(ItemId id, long sequence, SplittableRandom random) {
    Factors item = population.item(random);
    return new IndexedItem(
        id, sequence, item.vector(), item.bias(), 0, sequence, ItemDescription.NONE, false);
  }

  /** The vector of the nth user, who is one of {@value #QUERIES}. */
  FactorVector user(int n) {
    return users.get(Math.floorMod(n, QUERIES));
  }

  /** What lists are to leave out. */
  Set<ItemId> known() {
    return known;
  }
}
