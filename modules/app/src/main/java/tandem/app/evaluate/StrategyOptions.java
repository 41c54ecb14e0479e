package tandem.app.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import tandem.app.dataset.ItemTitle;
import tandem.app.list.Diversity;
import tandem.app.list.Fusion;

/** What {@code tandem evaluate --strategies} is to measure. */
final class StrategyOptions {

  private static final Pattern HALF_LIFE = Pattern.compile("([0-9]{1,9})(d?)");

  @Option(
      names = "--strategies",
      description =
          "Measure what lists for users are made by instead; --content gives the titles. preference"
              + " only.")
  boolean wanted;

  @Option(
      names = "--blend",
      paramLabel = "NAME=WEIGHT,...",
      description =
          "strategies: a blend of factors, neighbours, cooccurrence, content, popular (and"
              + " popular-7d or the like); several times for several.")
  private List<String> blends = new ArrayList<>();

  @Option(
      names = "--learned",
      paramLabel = "NAME,...",
      description =
          "strategies: a blend of these whose weights are learned on the way; several times for"
              + " several. Default: what a node blends.")
  private List<String> learned = new ArrayList<>();

  @Option(
      names = "--smoothing",
      split = ",",
      description = "strategies: what is added to ranks in a blend. Default: " + Fusion.SMOOTHING)
  private List<Integer> smoothings = new ArrayList<>();

  @Option(
      names = "--pool",
      split = ",",
      description = "strategies: how many of each are blended. Default: as a node.")
  private List<Integer> pools = new ArrayList<>();

  @Option(
      names = "--half-life",
      split = ",",
      description =
          "strategies: of popularity, in days (7d) or events (1000); the first is popular, others"
              + " popular-1000 and the like. Default: 7d.")
  private List<String> halfLives = new ArrayList<>();

  @Option(
      names = "--every",
      description =
          "preference: make lists before each nth event only; all are learned. Default:"
              + " ${DEFAULT-VALUE}.")
  int every = 1;

  /** Throws {@link IllegalArgumentException} with the option that makes no sense. */
  StrategyEvaluation.Wanted wanted(List<ItemTitle> titles, int k) {
    return new StrategyEvaluation.Wanted(
        titles,
        blends.stream().map(StrategyOptions::weights).toList(),
        above0("--smoothing", smoothings.isEmpty() ? List.of(Fusion.SMOOTHING) : smoothings),
        above0("--pool", pools.isEmpty() ? List.of(Diversity.pool(k)) : pools),
        halfLives(halfLives.isEmpty() ? List.of("7d") : halfLives),
        every,
        learned.stream().map(names -> List.of(names.split(",", -1))).toList());
  }

  private static List<Integer> above0(String option, List<Integer> values) {
    for (int value : values) {
      require(value > 0, option + " is 1 or more");
    }
    return values;
  }

  private static Map<String, Double> weights(String text) {
    Map<String, Double> weights = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      String[] sides = part.split("=", -1);
      require(sides.length == 2, "--blend is NAME=WEIGHT with commas between, not " + text);
      double weight = number(sides[1]);
      require(weight >= 0 && weight <= Float.MAX_VALUE, "--blend: a weight is 0 or more");
      weights.put(sides[0], weight);
    }
    return weights;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Map<String, Rankings.HalfLife> halfLives(List<String> texts) {
    Map<String, Rankings.HalfLife> halfLives = new LinkedHashMap<>();
    for (String text : texts) {
      Matcher matcher = HALF_LIFE.matcher(text);
      require(matcher.matches(), "--half-life is like 7d or 1000, not " + text);
      long number = Long.parseLong(matcher.group(1));
      require(number > 0, "--half-life is above 0");
      boolean days = !matcher.group(2).isEmpty();
      halfLives.put(
          halfLives.isEmpty() ? "popular" : "popular-" + text,
          new Rankings.HalfLife(days ? 0 : number, Duration.ofDays(days ? number : 0)));
    }
    return halfLives;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
