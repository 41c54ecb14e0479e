package tandem.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/*
 * POPULAR draws by a tree of partial sums (Fenwick, A new data structure for cumulative frequency
 * tables, Software: Practice and Experience 24(3), 1994): sums[n], n from 1, is that of the n & -n
 * counts that end with the nth. An item more, an event more and a draw each take log2 of the number
 * of items steps.
 */

/**
 * Draws sampled negatives from the items that were taken. For one thread.
 *
 * @param <T> the ids of items
 */
public final class NegativeSampler<T> {

  private static final int FEW = 16;

  private final NegativeSource source;
  private final int recent;
  private final SplittableRandom random;
  private final List<T> items = new ArrayList<>(); // for RECENT that of each of the last events
  private final Map<T, Integer> numbers = new HashMap<>();
  private long[] counts = new long[0];
  private long[] sums = new long[1];
  private long total;

  /** Nothing was taken yet; {@code recent}, 1 or more, is how many events RECENT looks back. */
  public NegativeSampler(NegativeSource source, int recent, SplittableRandom random) {
    this.source = source;
    this.recent = recent;
    this.random = random;
  }

  /** The item was taken once more. */
  public void taken(T item) {
    switch (source) {
      case RECENT -> addToRecent(item);
      case UNIFORM -> number(item);
      case POPULAR -> add(number(item), 1);
    }
  }

  /** The item was taken, so often by now, 1 or more. */
  public void taken(T item, long times) {
    switch (source) {
      case RECENT -> addToRecent(item);
      case UNIFORM -> number(item);
      case POPULAR -> {
        int number = number(item);
        add(number, times - counts[number]);
      }
    }
  }

  private void addToRecent(T item) {
    if (items.size() < recent) {
      items.add(item);
    } else {
      items.set((int) (total % recent), item);
    }
    total++;
  }

  private int number(T item) {
    Integer known = numbers.putIfAbsent(item, items.size());
    if (known != null) {
      return known;
    }
    items.add(item);
    if (source == NegativeSource.POPULAR && items.size() > counts.length) {
      grow();
    }
    return items.size() - 1;
  }

  private void grow() {
    counts = Arrays.copyOf(counts, Math.max(FEW, 2 * counts.length));
    sums = new long[counts.length + 1];
    for (int n = 1; n < sums.length; n++) {
      sums[n] += counts[n - 1];
      int next = n + (n & -n);
      if (next < sums.length) {
        sums[next] += sums[n];
      }
    }
  }

  private void add(int number, long times) {
    total += times;
    counts[number] += times;
    for (int n = number + 1; n < sums.length; n += n & -n) {
      sums[n] += times;
    }
  }

  /** Whether nothing was taken yet. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  /**
   * How much there is to draw from, so that several samplers can be drawn from as if they were one:
   * POPULAR counts events, the others items.
   */
  public long weight() {
    return source == NegativeSource.POPULAR ? total : items.size();
  }

  /** One of the items that were taken; {@link #isEmpty()} must be false. */
  public T draw() {
    return items.get(
        source == NegativeSource.POPULAR
            ? numberAt(random.nextLong(total))
            : random.nextInt(items.size()));
  }

  /** The item that event number {@code event} took, if the events of an item were in a row. */
  private int numberAt(long event) {
    int number = 0;
    long left = event;
    for (int step = counts.length; step > 0; step /= 2) { // a power of two
      if (number + step < sums.length && sums[number + step] <= left) {
        number += step;
        left -= sums[number];
      }
    }
    return number;
  }
}
