package tandem.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.UnitSum;
import tandem.model.content.ContentSpace;
import tandem.model.content.Terms;
import tandem.ranking.ListQuery;
import tandem.ranking.Numbers;
import tandem.ranking.PackedItem;
import tandem.ranking.PackedItems;
import tandem.ranking.Scored;

/**
 * What lists by descriptions cost a partition of so many items: {@code ContentFootprint ITEMS}.
 * Time and live heap to place all items in a space of 64 dimensions, the longest step of 64 of
 * them, and the time of a query that is like 20 items.
 */
public final class ContentFootprint {

  private static final int DIMENSIONS = 64;
  private static final int STEP = 64;
  private static final int WORDS = 22_000;
  private static final int TERMS = 12;
  private static final int QUERIES = 200;
  private static final int LIKE = 20;
  private static final int ROUNDS = 5;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<ItemId> ids = new ArrayList<>();
  private final List<String> titles = new ArrayList<>();

  private ContentFootprint(int items) {
    for (int i = 0; i < items; i++) {
      ids.add(new ItemId("i" + i));
      titles.add(title());
    }
  }

  /** Prints it. */
  public static void main(String[] args) {
    ContentFootprint bench = new ContentFootprint(Integer.parseInt(args[0]));
    ContentSpace space =
        ContentSpace.of(
            bench.titles.stream().limit(20_000).map(ContentFootprint::terms).toList(),
            DIMENSIONS,
            1);
    for (int round = 0; round < ROUNDS; round++) {
      bench.round(space);
    }
  }

  /** Words with a long tail. */
  private String title() {
    StringBuilder title = new StringBuilder();
    for (int t = 0; t < TERMS; t++) {
      double u = random.nextDouble();
      title.append('w').append((int) (WORDS * u * u * u)).append(' ');
    }
    return title.toString();
  }

  private static Terms terms(String title) {
    return Terms.of(title, List.of(), Map.of());
  }

  private void round(ContentSpace space) {
    long before = live();
    PackedItems<ItemId, ItemId> packed = new PackedItems<>(DIMENSIONS);
    long began = System.nanoTime();
    long stepBegan = began;
    long longest = 0;
    for (int i = 0; i < ids.size(); i++) {
      FactorVector where = space.coordinates(terms(titles.get(i)));
      packed.put(new PackedItem<>(ids.get(i), where, 0f, Numbers.of(), ids.get(i)));
      if (i % STEP == STEP - 1) {
        long now = System.nanoTime();
        longest = Math.max(longest, now - stepBegan);
        stepBegan = now;
      }
    }
    double nanos = System.nanoTime() - began;
    double bytes = live() - before;
    System.out.printf(
        "%d items: %.1f us and %.0f bytes each, longest step %.1f ms, a query %.2f ms of which"
            + " %.3f for its vector%n",
        packed.size(),
        nanos / 1e3 / ids.size(),
        bytes / packed.size(),
        longest / 1e6,
        query(space, packed),
        vectors(space));
  }

  /** Milliseconds of a query. */
  private double query(ContentSpace space, PackedItems<ItemId, ItemId> packed) {
    long began = System.nanoTime();
    int found = 0;
    for (int q = 0; q < QUERIES; q++) {
      List<Scored<ItemId>> list = packed.search(ListQuery.byCosine(vector(space, q), 10, Set.of()));
      found += list.size();
    }
    require(found == 10 * QUERIES);
    return (System.nanoTime() - began) / 1e6 / QUERIES;
  }

  private double vectors(ContentSpace space) {
    long began = System.nanoTime();
    int sum = 0;
    for (int q = 0; q < QUERIES; q++) {
      sum += vector(space, q).length();
    }
    require(sum == QUERIES * DIMENSIONS);
    return (System.nanoTime() - began) / 1e6 / QUERIES;
  }

  private FactorVector vector(ContentSpace space, int q) {
    List<FactorVector> parts = new ArrayList<>(LIKE);
    for (int n = 0; n < LIKE; n++) {
      String title = titles.get((q * LIKE + n) % titles.size());
      parts.add(UnitSum.part(space.coordinates(terms(title)), UnitSum.weightOfAge(n)));
    }
    return UnitSum.of(parts, DIMENSIONS);
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new AssertionError();
    }
  }

  private static long live() {
    for (int collection = 0; collection < 3; collection++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
