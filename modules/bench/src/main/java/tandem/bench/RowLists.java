package tandem.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceSettings;
import tandem.model.ItemId;
import tandem.ranking.ListQuery;
import tandem.ranking.PostingLists;

/**
 * Rows of co-occurrences in 16 partitions of an index: {@code RowLists ITEMS EVENTS}. Prints what
 * an item takes of the heap, what an event costs at the item and at its partition, and what a list
 * costs, in CPU time of one thread. Items are drawn by Zipf's law with exponent 1, half of them
 * from a part of the catalogue that the user likes.
 */
public final class RowLists {

  private static final int PARTITIONS = 16;
  private static final int USERS = 20_000;
  private static final int TASTES = 200;
  private static final int QUERIES = 2_000;
  private static final int ROUNDS = 5;
  private static final CooccurrenceSettings SETTINGS = CooccurrenceSettings.defaults();

  private final SplittableRandom random = new SplittableRandom(1);
  private final ItemId[] ids;
  private final double[] shares; // of the events, added up
  private final int[] partitions;
  private final PostingLists[] lists = new PostingLists[PARTITIONS];
  private final int[][] recent = new int[USERS][SETTINGS.recent()];

  private RowLists(int items) {
    ids = new ItemId[items];
    shares = new double[items];
    partitions = new int[items];
    double sum = 0;
    for (int i = 0; i < items; i++) {
      ids[i] = new ItemId("i" + (100_000 + i));
      sum += 1.0 / (i + 1);
      shares[i] = sum;
      partitions[i] = ids[i].partition(PARTITIONS);
    }
    for (int i = 0; i < items; i++) {
      shares[i] /= sum;
    }
    Arrays.setAll(lists, p -> new PostingLists());
    for (int[] one : recent) {
      Arrays.fill(one, -1);
    }
  }

  /** Prints the figures. */
  public static void main(String[] args) {
    RowLists all = new RowLists(Integer.parseInt(args[0]));
    int events = Integer.parseInt(args[1]);
    long before = live();
    all.learn(events);
    long cells = 0;
    long bytes = 0;
    for (int i = 0; i < all.ids.length; i++) {
      Cooccurrence row = all.lists[all.partitions[i]].row(all.ids[i]);
      cells += row.size();
      bytes += row.bytes();
    }
    double items = all.ids.length;
    System.out.printf(
        "%,d items, %,d events: %.1f cells and %.0f bytes of row an item, %.0f bytes of heap%n",
        all.ids.length, events, cells / items, bytes / items, (live() - before) / items);
    for (int round = 0; round < ROUNDS; round++) {
      double[] event = all.learn(50_000);
      System.out.printf(
          "an event %.2f us at the item, %.2f us at the index; a list of 10 %.1f us%n",
          event[0], event[1], all.search());
    }
  }

  /** Microseconds an event at the item, and at the index. */
  private double[] learn(int events) {
    long atItem = 0;
    long atIndex = 0;
    for (int e = 0; e < events; e++) {
      int user = random.nextInt(USERS);
      int item = draw(user);
      PostingLists here = lists[partitions[item]];
      List<ItemId> before = before(user, item);
      long start = cpu();
      Cooccurrence row = here.row(ids[item]);
      Cooccurrence next = row.add(before, SETTINGS);
      if (next.since(row).changesNothing() && !before.isEmpty()) {
        throw new AssertionError("nothing has changed");
      }
      long added = cpu();
      here.put(ids[item], next);
      atIndex += cpu() - added;
      atItem += added - start;
      take(user, item);
    }
    return new double[] {atItem / 1e3 / events, atIndex / 1e3 / events};
  }

  /** Microseconds a list, over all partitions. */
  private double search() {
    long start = cpu();
    int found = 0;
    for (int q = 0; q < QUERIES; q++) {
      List<PostingLists.Taken> taken = new ArrayList<>();
      for (ItemId id : before(random.nextInt(USERS), -1)) {
        taken.add(new PostingLists.Taken(id, SETTINGS.weight(taken.size())));
      }
      List<List<PostingLists.Given>> given = given(taken);
      for (int p = 0; p < PARTITIONS; p++) {
        found += lists[p].search(taken, given.get(p), ListQuery.byNumber(0, 10, List.of())).size();
      }
    }
    if (found == 0) {
      throw new AssertionError("no list has an item");
    }
    return (cpu() - start) / 1e3 / QUERIES;
  }

  /** What the rows of what was taken give, by partition. */
  private List<List<PostingLists.Given>> given(List<PostingLists.Taken> taken) {
    List<List<PostingLists.Given>> given = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      given.add(new ArrayList<>());
    }
    for (int n = 0; n < taken.size(); n++) {
      int place = n;
      PostingLists.Taken one = taken.get(n);
      lists[one.item().partition(PARTITIONS)]
          .row(one.item())
          .forEach(
              (id, weight) ->
                  given
                      .get(id.partition(PARTITIONS))
                      .add(new PostingLists.Given(place, id, one.weight() * weight / 2)));
    }
    return given;
  }

  private int draw(int user) {
    int place = Arrays.binarySearch(shares, random.nextDouble());
    int item = Math.min(ids.length - 1, place < 0 ? -place - 1 : place);
    return random.nextBoolean()
        ? item
        : Math.min(ids.length - 1, item / TASTES * TASTES + user % TASTES);
  }

  private List<ItemId> before(int user, int item) {
    List<ItemId> before = new ArrayList<>(SETTINGS.recent());
    for (int one : recent[user]) {
      if (one >= 0 && one != item) {
        before.add(ids[one]);
      }
    }
    return before;
  }

  private void take(int user, int item) {
    int[] newest = recent[user];
    int at = 0;
    while (at < newest.length - 1 && newest[at] != item) {
      at++;
    }
    System.arraycopy(newest, 0, newest, 1, at);
    newest[0] = item;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long live() {
    for (int collection = 0; collection < 3; collection++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
