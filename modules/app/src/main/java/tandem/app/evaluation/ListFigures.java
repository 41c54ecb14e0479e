package tandem.app.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tandem.model.DistinctItems;
import tandem.protocol.http.EvaluationView;

/** The figures of lists in a window, of what all nodes have counted together. */
final class ListFigures {

  private final double[] sums = new double[ListQuality.QUANTITIES];
  private final int[][] shown =
      new int[ListQuality.STRATEGIES.size() * ListQuality.LENGTHS.size()][DistinctItems.REGISTERS];
  private long catalogue;

  private ListFigures() {}

  /** Of the window of that number; null where no event was sampled. */
  static EvaluationView.@Nullable Lists of(List<EvaluationBoard.Counted> nodes, int window) {
    ListFigures figures = new ListFigures();
    for (EvaluationBoard.Counted node : nodes) {
      ListQuality.ListCounts lists = node.lists();
      if (lists != null && window < lists.sums().size()) {
        figures.add(lists.sums().get(window));
        figures.raise(lists.shown().get(window));
        figures.catalogue = Math.max(figures.catalogue, lists.catalogue());
      }
    }
    return figures.lists();
  }

  private void add(List<Double> more) {
    for (int q = 0; q < Math.min(sums.length, more.size()); q++) {
      sums[q] += more.get(q);
    }
  }

  private void raise(List<List<Integer>> more) {
    for (int place = 0; place < Math.min(shown.length, more.size()); place++) {
      List<Integer> registers = more.get(place);
      for (int r = 0; r < Math.min(shown[place].length, registers.size()); r++) {
        shown[place][r] = Math.max(shown[place][r], registers.get(r));
      }
    }
  }

  private long count(ListQuality.Outcome outcome) {
    return (long) sums[ListQuality.quantity(outcome)];
  }

  private EvaluationView.@Nullable Lists lists() {
    long tests = count(ListQuality.Outcome.TESTED);
    long newUsers = count(ListQuality.Outcome.NEW_USER);
    long had = count(ListQuality.Outcome.HAD);
    long givenUp = count(ListQuality.Outcome.GIVEN_UP);
    if (tests + newUsers + had + givenUp == 0) {
      return null;
    }
    List<EvaluationView.Chance> chance = new ArrayList<>();
    List<EvaluationView.OfStrategy> strategies = new ArrayList<>();
    for (int n = 0; tests > 0 && n < ListQuality.LENGTHS.size(); n++) {
      chance.add(
          new EvaluationView.Chance(
              ListQuality.LENGTHS.get(n), sums[ListQuality.chance(n)] / tests));
    }
    for (int s = 0; s < ListQuality.STRATEGIES.size(); s++) {
      if (sums[ListQuality.own(s)] > 0) {
        strategies.add(strategy(s, tests));
      }
    }
    return new EvaluationView.Lists(tests, newUsers, had, givenUp, chance, strategies);
  }

  private EvaluationView.OfStrategy strategy(int s, long tests) {
    List<EvaluationView.AtLength> at = new ArrayList<>();
    for (int n = 0; n < ListQuality.LENGTHS.size(); n++) {
      at.add(atLength(s, n, tests));
    }
    return new EvaluationView.OfStrategy(
        ListQuality.STRATEGIES.get(s), sums[ListQuality.own(s)] / tests, at);
  }

  private double sum(int s, int length, ListQuality.Sum sum) {
    return sums[ListQuality.quantity(s, length, sum)];
  }

  private EvaluationView.AtLength atLength(int s, int n, long tests) {
    int k = ListQuality.LENGTHS.get(n);
    double recall = sum(s, n, ListQuality.Sum.HITS) / tests;
    double distinct = DistinctItems.estimate(shown[s * ListQuality.LENGTHS.size() + n]);
    double lists = sum(s, n, ListQuality.Sum.LISTS);
    return new EvaluationView.AtLength(
        k,
        recall,
        recall / k,
        2 * recall / (k + 1),
        sum(s, n, ListQuality.Sum.GAIN) / tests,
        sum(s, n, ListQuality.Sum.RECIPROCAL_RANK) / tests,
        catalogue == 0 ? null : Math.min(1, distinct / catalogue),
        lists == 0 ? null : sum(s, n, ListQuality.Sum.BITS) / lists);
  }
}
