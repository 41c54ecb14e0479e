package tandem.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the events of items within windows of time, so that they need no clock either: each event
 * has its weight at first, half of it after a quarter of the window, and so 1/16 at the end of it.
 * Of an item that is taken evenly 15/16 of the count are therefore events within the window, and
 * what was before has next to nothing left some hours or days later, however much it was.
 */
public final class TrendWindows {

  private static final int HALVINGS = 4;
  private static final int MOST = 8;
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final List<Duration> windows;
  private final int[] minutes; // ascending
  private final Popularity[] counts;

  /**
   * Without windows nothing is counted.
   *
   * @param windows up to 8 different ones, of whole minutes up to 366 days
   * @throws IllegalArgumentException for anything else
   */
  public TrendWindows(List<Duration> windows) {
    this.windows = List.copyOf(windows);
    this.minutes = windows.stream().mapToInt(TrendWindows::minutes).sorted().distinct().toArray();
    if (minutes.length > MOST || minutes.length < windows.size()) {
      throw new IllegalArgumentException("must be up to " + MOST + " different windows");
    }
    this.counts =
        Arrays.stream(minutes)
            .mapToObj(m -> new Popularity(Duration.ofMinutes(m).dividedBy(HALVINGS)))
            .toArray(Popularity[]::new);
  }

  /** The minutes of a window; throws {@link IllegalArgumentException} if it can't be one. */
  public static int minutes(Duration window) {
    if (window.compareTo(SHORTEST) < 0
        || window.compareTo(LONGEST) > 0
        || !window.equals(Duration.ofMinutes(window.toMinutes()))) {
      throw new IllegalArgumentException("must be of 1 minute to 366 days, whole minutes");
    }
    return (int) window.toMinutes();
  }

  /** The windows in the order of the configuration. */
  public List<Duration> all() {
    return windows;
  }

  /**
   * What is kept of an item after one more event; windows that are none of these are kept no more.
   *
   * @param at not ahead of the clock, or the event counts as many
   * @param weight of the event, 0 or more; at 0 no count rises
   */
  public Recency add(Recency before, Instant at, double weight) {
    Recency met = before.metAt(at.getEpochSecond());
    return minutes.length == 0 && met.size() == 0 ? met : counted(met, at, weight);
  }

  private Recency counted(Recency before, Instant at, double weight) {
    double[] heats = new double[minutes.length];
    int counted = 0;
    for (int w = 0; w < minutes.length; w++) {
      heats[w] = counts[w].add(before.heatOf(minutes[w]), at, weight);
      counted += heats[w] == Popularity.NONE ? 0 : 1;
    }
    return counted == minutes.length
        ? Recency.of(before.since(), minutes, heats)
        : Recency.of(before.since(), some(heats, counted), known(heats, counted));
  }

  private int[] some(double[] heats, int count) {
    int[] some = new int[count];
    int next = 0;
    for (int w = 0; w < heats.length; w++) {
      if (heats[w] != Popularity.NONE) {
        some[next++] = minutes[w];
      }
    }
    return some;
  }

  private static double[] known(double[] heats, int count) {
    double[] known = new double[count];
    int next = 0;
    for (double heat : heats) {
      if (heat != Popularity.NONE) {
        known[next++] = heat;
      }
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrendWindows that && windows.equals(that.windows);
  }

  @Override
  public int hashCode() {
    return windows.hashCode();
  }

  @Override
  public String toString() {
    return windows.toString();
  }

  /**
   * What a heat of a window counts at {@code now}: fresh events of weight 1, 0 or more.
   *
   * @throws IllegalArgumentException for a window that is none of these
   */
  public double eventsAt(Duration window, double heat, Instant now) {
    int w = Arrays.binarySearch(minutes, minutes(window));
    if (w < 0) {
      throw new IllegalArgumentException("there is no such window");
    }
    return counts[w].eventsAt(heat, now);
  }
}
