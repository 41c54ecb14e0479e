package tandem.entity.index;

import java.util.Arrays;
import tandem.model.Popularity;
import tandem.model.Recency;
import tandem.ranking.Numbers;

/**
 * Which of the packed numbers of an item is what: its heat, when it came, and its heat in each
 * window of time that any item here has, in the order in which they were met. So the index holds
 * whatever the journal has, whichever windows are configured.
 */
final class RankNumbers {

  /** The place of the heat. */
  static final int HEAT = 0;

  private static final int SINCE = 1;
  private static final int FIRST_WINDOW = 2;
  private static final int SECOND = 1_000;

  private int[] windows = {};

  /** By which number a query ranks; one that no item has for a window that was never met. */
  int of(IndexQuery query) {
    return switch (query.ranking()) {
      case LATEST -> SINCE;
      case TREND -> place(query.window());
      case HEAT, INNER_PRODUCT, COSINE, COOCCURRENCE -> HEAT;
    };
  }

  /** The place of a window: behind all, if it was never met. */
  private int place(int window) {
    int w = 0;
    while (w < windows.length && windows[w] != window) {
      w++;
    }
    return FIRST_WINDOW + w;
  }

  /** What a number is a whole multiple of, where it is not older than {@link HeatUnits}. */
  double unit(int n) {
    return switch (n) {
      case HEAT -> HeatUnits.HEAT;
      case SINCE -> SECOND;
      default -> HeatUnits.ofWindow(windows[n - FIRST_WINDOW]);
    };
  }

  /** Since which second there is an item with these numbers. */
  static long second(Numbers numbers) {
    return (long) numbers.get(SINCE) / SECOND;
  }

  /** The numbers of an item. */
  Numbers of(IndexedItem item) {
    Recency recency = item.recency();
    for (int w = 0; w < recency.size(); w++) {
      if (place(recency.window(w)) == FIRST_WINDOW + windows.length) {
        windows = Arrays.copyOf(windows, windows.length + 1);
        windows[windows.length - 1] = recency.window(w);
      }
    }
    double[] numbers = new double[FIRST_WINDOW + windows.length];
    numbers[HEAT] = item.heat();
    numbers[SINCE] = item.since();
    for (int w = 0; w < windows.length; w++) {
      numbers[FIRST_WINDOW + w] = recency.heatOf(windows[w]);
    }
    return Numbers.of(numbers);
  }

  /** What an item with these numbers has of windows, {@code since} that second. */
  Recency recency(Numbers numbers, long since) {
    int[] sorted = windows.clone();
    Arrays.sort(sorted);
    int[] known = new int[sorted.length];
    double[] heats = new double[sorted.length];
    int count = 0;
    for (int window : sorted) {
      double heat = numbers.get(place(window));
      if (heat != Popularity.NONE) {
        known[count] = window;
        heats[count++] = heat;
      }
    }
    return Recency.of(since, Arrays.copyOf(known, count), Arrays.copyOf(heats, count));
  }
}
