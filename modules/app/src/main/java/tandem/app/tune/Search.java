package tandem.app.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * Random search in rounds (Bergstra, Bengio, JMLR 13, 2012: better than a grid where few settings
 * matter). Trial 0 has the settings to begin with. Each other one draws some of them anew, by a
 * factor about one that is log-normal: every second trial from the beginning, widely, the others
 * from the best of the rounds before, closely. What a trial tries depends on the seed, its number
 * and the scores of the rounds before, and on nothing else: a search that is gone on with finds
 * what it would have found in one go.
 */
final class Search {

  /** Trials that know nothing of each other, so that they can run at the same time. */
  static final int ROUND = 8;

  private static final double WIDE = 0.7;
  private static final double CLOSE = 0.3;
  private static final double CHANCE = 0.4;

  private final Map<String, Range> ranges;
  private final long seed;

  /**
   * What a setting may be.
   *
   * @param start its value at first, above 0
   * @param most the highest that makes sense
   */
  record Range(double start, double most) {}

  /**
   * What came out.
   *
   * @param number of the trial, from 0
   * @param settings all that are searched, by name
   * @param score the lower, the better; not a number is the worst
   */
  record Trial(int number, Map<String, Double> settings, double score) {
    Trial {
      settings = new TreeMap<>(settings);
    }
  }

  Search(Map<String, Range> ranges, long seed) {
    this.ranges = new TreeMap<>(ranges);
    this.seed = seed;
  }

  /** The settings of trial {@code number}; {@code known} are at least all of the rounds before. */
  Map<String, Double> settings(int number, List<Trial> known) {
    Map<String, Double> start = new TreeMap<>();
    ranges.forEach((name, range) -> start.put(name, range.start()));
    if (number == 0) {
      return start;
    }
    SplittableRandom random = new SplittableRandom(seed + 31L * number);
    Optional<Trial> best = best(before(number, known));
    boolean close = number % 2 == 1 && best.isPresent();
    return changed(close ? best.orElseThrow().settings() : start, close ? CLOSE : WIDE, random);
  }

  private static List<Trial> before(int number, List<Trial> known) {
    int round = number / ROUND * ROUND;
    return known.stream().filter(trial -> trial.number() < round).toList();
  }

  private Map<String, Double> changed(
      Map<String, Double> from, double width, SplittableRandom random) {
    List<String> names = new ArrayList<>(ranges.keySet());
    int least = random.nextInt(names.size()); // or a trial might try nothing
    Map<String, Double> result = new TreeMap<>();
    for (int n = 0; n < names.size(); n++) {
      Range range = ranges.getOrDefault(names.get(n), new Range(1, 1));
      double value = from.getOrDefault(names.get(n), range.start());
      boolean drawn = random.nextDouble() < CHANCE;
      double factor = Math.exp(width * random.nextGaussian());
      DoubleUnaryOperator within = raw -> Math.min(range.most(), rounded(raw));
      result.put(names.get(n), drawn || n == least ? within.applyAsDouble(value * factor) : value);
    }
    return result;
  }

  /** To three digits: nobody can read more, and none of them matters. */
  private static double rounded(double value) {
    double unit = Math.pow(10, Math.floor(Math.log10(value)) - 2);
    double digits = Math.rint(value / unit);
    return unit >= 1 ? digits * unit : digits / Math.rint(1 / unit);
  }

  /** The best of them; of equal ones the first. */
  static Optional<Trial> best(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> !Double.isNaN(trial.score()))
        .min(Comparator.comparingDouble(Trial::score).thenComparingInt(Trial::number));
  }
}
