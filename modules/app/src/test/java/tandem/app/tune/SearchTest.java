package tandem.app.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static final Search SEARCH =
      new Search(Map.of("a", new Search.Range(1, 1e6), "b", new Search.Range(0.5, 1)), 7);

  /** Lowest at a = 3, b = 0.2. */
  private static double score(Map<String, Double> at) {
    double a = Math.log(at.getOrDefault("a", 0.0) / 3);
    double b = Math.log(at.getOrDefault("b", 0.0) / 0.2);
    return a * a + b * b;
  }

  private static List<Search.Trial> search(int trials) {
    List<Search.Trial> done = new ArrayList<>();
    for (int round = 0; round < trials; round += Search.ROUND) {
      List<Search.Trial> known = List.copyOf(done);
      for (int n = round; n < round + Search.ROUND; n++) {
        Map<String, Double> settings = SEARCH.settings(n, known);
        done.add(new Search.Trial(n, settings, score(settings)));
      }
    }
    return done;
  }

  @Test
  void settings_firstTrial_areThoseToBeginWith() {
    assertThat(SEARCH.settings(0, List.of())).isEqualTo(Map.of("a", 1.0, "b", 0.5));
  }

  @Test
  void settings_anyTrial_isAnotherOneWithinTheRanges() {
    List<Search.Trial> done = search(400);
    assertThat(done.stream().map(Search.Trial::settings).distinct()).hasSizeGreaterThan(380);
    assertThat(done)
        .allSatisfy(
            trial -> {
              assertThat(trial.settings().getOrDefault("b", 0.0))
                  .isPositive()
                  .isLessThanOrEqualTo(1);
              assertThat(trial.settings().getOrDefault("a", 0.0)).isPositive();
            });
  }

  @Test
  void search_knownMinimum_isApproached() {
    assertThat(Search.best(search(400)).orElseThrow().score()).isLessThan(0.01);
    assertThat(score(SEARCH.settings(0, List.of()))).isGreaterThan(1);
  }

  @Test
  void settings_laterTrialsKnownToo_areTheSame() {
    List<Search.Trial> all = search(80);
    for (int n = 0; n < 40; n++) {
      assertThat(SEARCH.settings(n, all)).isEqualTo(all.get(n).settings());
    }
  }

  @Test
  void best_notANumber_isNeverTheBest() {
    Search.Trial broken = new Search.Trial(0, Map.of(), Double.NaN);
    Search.Trial sound = new Search.Trial(1, Map.of(), 5);
    assertThat(Search.best(List.of(broken, sound))).contains(sound);
    assertThat(Search.best(List.of(broken))).isEmpty();
  }
}
