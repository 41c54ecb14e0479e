package tandem.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexContents;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.model.CooccurrenceChange;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;
import tandem.ranking.Merge;

/**
 * What a list of ten costs whose filter few items pass, over 16 partitions by one thread: looked up
 * by category, and asked of the items that a scan meets, one after the other for each user.
 *
 * <p>Arguments: items, factors, {@code gaussian} or a file of ratings, rounds, lists of each.
 */
public final class FewItems {

  private static final int K = 10;
  private static final int TIDYINGS = 500;
  private static final int[] ONE_IN = {10, 30, 100, 300, 1_000, 10_000};
  private static final Instant NOW = Instant.EPOCH;

  private final Shelf shelf;
  private final List<IndexContents> index = new ArrayList<>();

  private FewItems(Shelf shelf) {
    this.shelf = shelf;
    Sgd sgd = new Sgd(ModelSettings.rating().withFactors(shelf.factors()));
    for (int p = 0; p < Shelf.PARTITIONS; p++) {
      SplittableRandom random = new SplittableRandom(p);
      IndexContents contents = new IndexContents(sgd);
      for (IndexedItem item : shelf.items(p)) {
        contents.apply(item.id(), 1, learned(item));
        contents.apply(item.id(), 2, new ItemEvent.Described(described(random), 1));
      }
      index.add(contents);
    }
    for (int t = 0; t < TIDYINGS; t++) {
      list(t, Filter.everything());
      index.forEach(IndexContents::tidy);
    }
  }

  private static ItemEvent learned(IndexedItem item) {
    return new ItemEvent.Learned(
        List.of(),
        new Factors(item.vector(), item.bias(), 0, 1),
        item.heat(),
        Recency.UNKNOWN,
        CooccurrenceChange.NONE);
  }

  private static ItemDescription described(SplittableRandom random) {
    List<String> categories = new ArrayList<>();
    for (int n : ONE_IN) {
      if (random.nextInt(n) == 0) {
        categories.add("1in" + n);
      }
    }
    return new ItemDescription("title", categories, false);
  }

  private List<Hit> list(int user, Filter filter) {
    IndexQuery query =
        new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, shelf.user(user)).with(filter, List.of());
    List<List<Hit>> lists = new ArrayList<>();
    for (IndexContents contents : index) {
      lists.add(contents.topK(query, K, Set.<ItemId>of(), NOW));
    }
    return Merge.merge(lists, Hit.ORDER, K);
  }

  private double millis(Filter filter, int lists) {
    long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int user = 0; user < lists; user++) {
      list(user, filter);
    }
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1e6 / lists;
  }

  private void round(int round, int lists) {
    System.out.printf("round %d  everything %.3f ms%n", round, millis(Filter.everything(), lists));
    for (int n : ONE_IN) {
      Filter filter = new Filter.Category(List.of("1in" + n));
      Filter scanned = new Filter.Not(new Filter.Not(filter));
      if (!list(round, filter).equals(list(round, scanned))) {
        throw new AssertionError(n);
      }
      System.out.printf(
          "round %d  1in%-6d scanned %.3f ms, as it is %.3f%n",
          round, n, millis(scanned, lists), millis(filter, lists));
    }
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    FewItems bench = new FewItems(Shelf.of(arguments[0], arguments[1], arguments[2]));
    for (int round = 0; round <= Integer.parseInt(arguments[3]); round++) {
      bench.round(round, Integer.parseInt(arguments[4]));
    }
  }
}
