package tandem.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import tandem.model.Cooccurrence;
import tandem.model.ItemId;

/**
 * Rows of co-occurrences, and lists by them: an inverted index (Zobel, Moffat, ACM Computing
 * Surveys 38, 2006) from each predecessor to the items in whose rows it is. A query adds up the
 * lists of what a user took last, so it touches only items that somebody took after one of these,
 * and is exact. For one thread.
 *
 * <p>An item takes its row, some 100 bytes, and 8 to 12 bytes for each cell of it; a predecessor
 * some 50 bytes for its list.
 */
public final class PostingLists {

  private static final double LOG2 = Math.log(2);

  private final Map<ItemId, Integer> numbers = new HashMap<>();
  private final PostingTable lists = new PostingTable();
  private ItemId[] ids = new ItemId[16];
  private Cooccurrence[] rows = new Cooccurrence[16];
  private double[] sums = new double[16]; // zero between two queries
  private int size;

  /**
   * What a user took.
   *
   * @param item which item
   * @param weight of it, above 0
   */
  public record Taken(ItemId item, double weight) {}

  /**
   * What one of the items that were taken gives to another one by itself, beside the lists.
   *
   * @param taken which of them, from 0
   * @param item to which item
   * @param amount of the sum, above 0
   */
  public record Given(int taken, ItemId item, double amount) {}

  /** The row of an item; empty for one without. */
  public Cooccurrence row(ItemId item) {
    Integer number = numbers.get(item);
    return number == null ? Cooccurrence.NONE : rows[number];
  }

  /** Gives an item this row. */
  public void put(ItemId item, Cooccurrence row) {
    Integer known = numbers.get(item);
    if (known == null && row.size() == 0) {
      return;
    }
    int number = known == null ? add(item) : known;
    row.forEachDifference(rows[number], (key, weight) -> lists.set(key, number, weight));
    rows[number] = row;
  }

  private int add(ItemId item) {
    if (size == ids.length) {
      int room = size + (size >> 1);
      ids = Arrays.copyOf(ids, room);
      rows = Arrays.copyOf(rows, room);
      sums = Arrays.copyOf(sums, room);
    }
    ids[size] = item;
    rows[size] = Cooccurrence.NONE;
    numbers.put(item, size);
    return size++;
  }

  /**
   * The items with the largest binary logarithm of Σ weight · cell over what was taken, plus what
   * is given, best first; boosts and penalties add to the logarithm. One in whose row none of it
   * is, and that is given nothing, is in no list.
   *
   * @param given to items that there are
   * @param query what else is wanted; its ranking is not looked at, and an item is its own note
   */
  public List<Scored<ItemId>> search(
      List<Taken> taken, List<Given> given, ListQuery<ItemId, ItemId> query) {
    int[] touched = sum(taken, given);
    Map<Integer, Float> less = less(query.penalties());
    leaveOut(query.exclude());
    PriorityQueue<Scored<ItemId>> worstFirst =
        new PriorityQueue<>(Math.max(1, query.k()), Collections.reverseOrder());
    double least = 0;
    for (int number : touched) {
      double sum = sums[number] / rows[number].unit();
      sums[number] = 0;
      if (sum > least
          && query.k() > 0
          && offer(worstFirst, ids[number], Math.log(sum) / LOG2, less.get(number), query)) {
        least = least(worstFirst, query);
      }
    }
    List<Scored<ItemId>> list = new ArrayList<>(worstFirst);
    Collections.sort(list);
    return list;
  }

  /** What each of what was taken adds to the sum of an item. */
  public List<Double> shares(ItemId item, List<Taken> taken, List<Given> given) {
    Cooccurrence row = row(item);
    List<Double> shares = new ArrayList<>(taken.size());
    for (Taken one : taken) {
      shares.add(one.weight() * row.weightOf(one.item()));
    }
    for (Given one : given) {
      if (one.item().equals(item)) {
        shares.set(one.taken(), shares.get(one.taken()) + one.amount());
      }
    }
    return shares;
  }

  /** The numbers of the items whose sums are not zero, each once. */
  private int[] sum(List<Taken> taken, List<Given> given) {
    int[] touched = new int[64 + given.size()];
    int count = 0;
    for (Taken one : taken) {
      long[] list = lists.list(Cooccurrence.key(one.item()));
      int length = lists.length(Cooccurrence.key(one.item()));
      if (count + length > touched.length) {
        touched = Arrays.copyOf(touched, Math.max(count + length, 2 * touched.length));
      }
      for (int n = 0; n < length; n++) {
        int number = PostingTable.number(list[n]);
        if (sums[number] == 0) {
          touched[count++] = number;
        }
        sums[number] += one.weight() * PostingTable.weight(list[n]);
      }
    }
    if (count + given.size() > touched.length) {
      touched = Arrays.copyOf(touched, count + given.size());
    }
    for (Given one : given) {
      Integer known = numbers.get(one.item());
      int number = known == null ? add(one.item()) : known;
      if (sums[number] == 0) {
        touched[count++] = number;
      }
      sums[number] += one.amount() * rows[number].unit();
    }
    return Arrays.copyOf(touched, count);
  }

  private void leaveOut(Collection<ItemId> exclude) {
    for (ItemId item : exclude) {
      Integer number = numbers.get(item);
      if (number != null) {
        sums[number] = 0;
      }
    }
  }

  private Map<Integer, Float> less(Penalties<ItemId> penalties) {
    Map<Integer, Float> less = new HashMap<>();
    for (int n = 0; n < penalties.items().size(); n++) {
      Integer number = numbers.get(penalties.items().get(n));
      if (number != null) {
        less.put(number, penalties.amounts().get(n));
      }
    }
    return less;
  }

  /** What a sum must be above to come in with the largest boost, or less by what that rounds. */
  private static double least(
      PriorityQueue<Scored<ItemId>> worstFirst, ListQuery<ItemId, ItemId> query) {
    return worstFirst.size() < query.k()
        ? 0
        : Math.pow(2, worstFirst.element().score() - query.boost().most()) * (1 - 1e-9);
  }

  /** Whether it is in now. */
  private static boolean offer(
      PriorityQueue<Scored<ItemId>> worstFirst,
      ItemId item,
      double score,
      @Nullable Float less,
      ListQuery<ItemId, ItemId> query) {
    boolean full = worstFirst.size() == query.k();
    double boosted = score + query.boost().amount().applyAsDouble(item) - (less == null ? 0 : less);
    Scored<ItemId> scored = new Scored<>(item, boosted);
    if ((full && scored.compareTo(worstFirst.element()) >= 0) || !query.admissible().test(item)) {
      return false;
    }
    if (full) {
      worstFirst.remove();
    }
    return worstFirst.add(scored);
  }
}
