package tandem.app.evaluation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tandem.model.DistinctItems;
import tandem.model.ItemId;
import tandem.model.RankingScore;
import tandem.model.SlidingSums;
import tandem.protocol.http.Strategy;

/*
 * Of a list and the item that the user then took: recall is 1 where the list has it, the gain is NDCG with one relevant item, the reciprocal
 * rank is 0 where the list lacks it. Precision and F1 follow from recall, since one item is relevant. Novelty is the mean of the list's
 * −log2 p, where p is the item's share of all that was taken (Zhou, Kuscsik, Liu, Medo, Wakeling, Zhang, PNAS 107(10), 2010). What a
 * list by chance would have is the control.
 */

/**
 * How good the lists of a model are by what its users then took, on this node, by strategy, over
 * sliding windows. Safe for use by many threads.
 */
public final class ListQuality {

  /** By what lists are made, in the order in which they are shown. */
  public static final List<Strategy> STRATEGIES =
      List.of(
          Strategy.BLEND,
          Strategy.FACTORS,
          Strategy.COOCCURRENCE,
          Strategy.POPULAR,
          Strategy.CONTENT,
          Strategy.NEIGHBOURS);

  /** The lengths of the lists. */
  public static final List<Integer> LENGTHS = List.of(10, 20);

  /** What becomes of an event that was to be tested. */
  public enum Outcome {
    /** Lists were made, and judged by it. */
    TESTED,
    /** Nothing was known of the user. */
    NEW_USER,
    /** The user had the item before. */
    HAD,
    /** The lists did not come in time, or too many tests were under way. */
    GIVEN_UP
  }

  /** What is summed up of the lists of a strategy and a length. */
  public enum Sum {
    /** How many have the item. */
    HITS,
    /** NDCG. */
    GAIN,
    /** One over the place of the item. */
    RECIPROCAL_RANK,
    /** How many lists are not empty. */
    LISTS,
    /** The novelty of these. */
    BITS
  }

  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
  private static final List<Sum> SUMS = List.of(Sum.values());
  private static final int CHANCE = OUTCOMES.size();
  private static final int FIRST = CHANCE + LENGTHS.size();
  private static final int OF_STRATEGY = 1 + LENGTHS.size() * SUMS.size();
  static final int QUANTITIES = FIRST + STRATEGIES.size() * OF_STRATEGY;

  private final Clock clock;
  private final SlidingSums sums = new SlidingSums(QUANTITIES);
  private final @Nullable DistinctItems[] shown =
      new DistinctItems[STRATEGIES.size() * LENGTHS.size()];
  private volatile long catalogue;

  /** Nothing is tested yet. */
  public ListQuality(Clock clock) {
    this.clock = clock;
  }

  /**
   * A list.
   *
   * @param own whether the strategy made it, and not the one that stands in for it
   * @param items best first, as many as the longest of {@link #LENGTHS}, or fewer
   */
  record Made(boolean own, List<ItemId> items) {

    private List<ItemId> first(int k) {
      return items.subList(0, Math.min(k, items.size()));
    }
  }

  /**
   * What lists are made of.
   *
   * @param items of the catalogue
   * @param open those of them that the user did not have
   * @param events of all items
   * @param eventsOf what items that are listed have of them
   */
  record Catalogue(long items, long open, long events, Map<ItemId, Long> eventsOf) {

    /** −log2 of the item's share of all events, 0 or more. */
    double bits(ItemId item) {
      double share = Math.max(1, eventsOf.getOrDefault(item, 0L)) / (double) Math.max(1, events);
      return Math.max(0, -Math.log(share) / Math.log(2));
    }

    private double chance(int k) {
      return open <= k ? 1 : k / (double) open;
    }
  }

  static int quantity(Outcome outcome) {
    return OUTCOMES.indexOf(outcome);
  }

  /** The expected hits of lists by chance, of the n-th length. */
  static int chance(int length) {
    return CHANCE + length;
  }

  /** How many lists the n-th strategy made itself. */
  static int own(int strategy) {
    return FIRST + strategy * OF_STRATEGY;
  }

  static int quantity(int strategy, int length, Sum sum) {
    return own(strategy) + 1 + length * SUMS.size() + SUMS.indexOf(sum);
  }

  /** Counts an event that was not tested. */
  void passed(Outcome outcome) {
    double[] amounts = new double[QUANTITIES];
    amounts[quantity(outcome)] = 1;
    sums.add(minute(), amounts);
  }

  /** Counts the lists that were made before the user took {@code item}. */
  void tested(ItemId item, Map<Strategy, Made> lists, Catalogue of) {
    double[] amounts = new double[QUANTITIES];
    amounts[quantity(Outcome.TESTED)] = 1;
    for (int n = 0; n < LENGTHS.size(); n++) {
      amounts[chance(n)] = of.chance(LENGTHS.get(n));
    }
    for (int s = 0; s < STRATEGIES.size(); s++) {
      Made made = lists.get(STRATEGIES.get(s));
      if (made != null) {
        amounts[own(s)] = made.own() ? 1 : 0;
        for (int n = 0; n < LENGTHS.size(); n++) {
          add(amounts, s, n, made.first(LENGTHS.get(n)), item, of);
        }
      }
    }
    catalogue = of.items();
    sums.add(minute(), amounts);
  }

  private void add(
      double[] amounts, int strategy, int length, List<ItemId> list, ItemId item, Catalogue of) {
    int place = list.indexOf(item);
    if (place >= 0) {
      amounts[quantity(strategy, length, Sum.HITS)] = 1;
      amounts[quantity(strategy, length, Sum.GAIN)] =
          RankingScore.ofRank(place + 1.0, LENGTHS.get(length)).ndcg();
      amounts[quantity(strategy, length, Sum.RECIPROCAL_RANK)] = 1 / (place + 1.0);
    }
    if (!list.isEmpty()) {
      amounts[quantity(strategy, length, Sum.LISTS)] = 1;
      amounts[quantity(strategy, length, Sum.BITS)] =
          list.stream().mapToDouble(of::bits).average().orElse(0);
    }
    DistinctItems distinct = shown(strategy * LENGTHS.size() + length);
    int minute = (int) minute();
    list.forEach(one -> distinct.add(minute, one));
  }

  private synchronized DistinctItems shown(int place) {
    DistinctItems items = shown[place];
    if (items == null) {
      items = new DistinctItems();
      shown[place] = items;
    }
    return items;
  }

  private long minute() {
    return TimeUnit.MILLISECONDS.toMinutes(clock.millis());
  }

  /** How many events had that outcome since it was made. */
  public double count(Outcome outcome) {
    return sums.all()[quantity(outcome)];
  }

  /** How many hits lists by chance would have had since it was made, by the number of a length. */
  public double chanceOf(int length) {
    return sums.all()[chance(length)];
  }

  /** How many lists a strategy made itself since it was made, by the strategy's number. */
  public double ownOf(int strategy) {
    return sums.all()[own(strategy)];
  }

  /** A sum since it was made, by the numbers of strategy and length. */
  public double sum(int strategy, int length, Sum sum) {
    return sums.all()[quantity(strategy, length, sum)];
  }

  /**
   * What a node has counted.
   *
   * @param sums of each window
   * @param shown of each window the registers of {@link DistinctItems} by strategy and length;
   *     empty where there was no list
   * @param catalogue how many items lists may show
   */
  record ListCounts(List<List<Double>> sums, List<List<List<Integer>>> shown, long catalogue) {}

  /** All of it now. */
  ListCounts counted() {
    long now = minute();
    List<List<Double>> windows = new ArrayList<>();
    List<List<List<Integer>>> registers = new ArrayList<>();
    for (int window : RatingQuality.WINDOWS) {
      windows.add(RatingQuality.list(sums.last(now, window)));
      registers.add(registers((int) now, window));
    }
    windows.add(RatingQuality.list(sums.all()));
    registers.add(registers((int) now, Integer.MAX_VALUE));
    return new ListCounts(windows, registers, catalogue);
  }

  private synchronized List<List<Integer>> registers(int now, int window) {
    List<List<Integer>> all = new ArrayList<>(shown.length);
    for (DistinctItems items : shown) {
      List<Integer> registers = new ArrayList<>();
      if (items != null) {
        for (int rank : items.registers(now, window)) {
          registers.add(rank);
        }
      }
      all.add(registers);
    }
    return all;
  }
}
