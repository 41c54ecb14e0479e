package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NegativeSamplerTest {

  private static final int DRAWS = 200_000;

  private static NegativeSampler<String> sampler(NegativeSource source, int recent) {
    return new NegativeSampler<>(source, recent, new SplittableRandom(1));
  }

  /** The share of each item among many draws. */
  private static Map<String, Double> shares(NegativeSampler<String> sampler) {
    Map<String, Double> shares = new HashMap<>();
    for (int n = 0; n < DRAWS; n++) {
      shares.merge(sampler.draw(), 1.0 / DRAWS, Double::sum);
    }
    return shares;
  }

  /** Ten standard deviations of a share of one half. */
  private static void assertShares(Map<String, Double> drawn, Map<String, Double> expected) {
    assertThat(drawn).containsOnlyKeys(expected.keySet());
    drawn.forEach(
        (item, share) ->
            assertThat(share)
                .as(item)
                .isCloseTo(expected.getOrDefault(item, 0.0), within(5 / Math.sqrt(DRAWS))));
  }

  private static void take(NegativeSampler<String> sampler, String... items) {
    for (String item : items) {
      sampler.taken(item);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isEmpty_untilSomethingIsTaken(NegativeSource source) {
    NegativeSampler<String> sampler = sampler(source, 3);
    assertThat(sampler.isEmpty()).isTrue();
    assertThat(sampler.weight()).isZero();
    take(sampler, "a");
    assertThat(sampler.isEmpty()).isFalse();
    assertThat(sampler.weight()).isOne();
    assertThat(sampler.draw()).isEqualTo("a");
  }

  @Test
  void draw_recent_isAsOftenAsAmongTheLastEvents() {
    NegativeSampler<String> sampler = sampler(NegativeSource.RECENT, 4);
    take(sampler, "a", "a", "a", "b", "c", "b", "b", "d");
    assertShares(shares(sampler), Map.of("b", 0.5, "c", 0.25, "d", 0.25));
    assertThat(sampler.weight()).isEqualTo(4);
  }

  @Test
  void draw_recentBeforeItIsFull_isAmongWhatThereIs() {
    NegativeSampler<String> sampler = sampler(NegativeSource.RECENT, 100);
    take(sampler, "a", "b", "b", "b");
    assertShares(shares(sampler), Map.of("a", 0.25, "b", 0.75));
  }

  @Test
  void draw_uniform_isEachItemAsOften() {
    NegativeSampler<String> sampler = sampler(NegativeSource.UNIFORM, 1);
    take(sampler, "a", "a", "a", "a", "b", "c", "d");
    sampler.taken("d", 900);
    assertShares(shares(sampler), Map.of("a", 0.25, "b", 0.25, "c", 0.25, "d", 0.25));
    assertThat(sampler.weight()).isEqualTo(4);
  }

  @Test
  void draw_popular_isAsOftenAsAmongAllEvents() {
    NegativeSampler<String> sampler = sampler(NegativeSource.POPULAR, 1);
    take(sampler, "a", "b", "a", "c", "a");
    sampler.taken("d", 4);
    sampler.taken("b", 2);
    assertShares(shares(sampler), Map.of("a", 0.3, "b", 0.2, "c", 0.1, "d", 0.4));
    assertThat(sampler.weight()).isEqualTo(10);
  }

  @Test
  void draw_popularOfMoreAndMoreItems_isAsOftenAsAmongAllEvents() {
    NegativeSampler<String> sampler = sampler(NegativeSource.POPULAR, 1);
    SplittableRandom random = new SplittableRandom(7);
    List<String> events = new ArrayList<>();
    for (int n = 0; n < 400; n++) {
      String item = "i" + (int) Math.abs(random.nextGaussian() * (1 + n / 10.0));
      events.add(item);
      sampler.taken(item);
    }
    Map<String, Double> expected = new HashMap<>();
    events.forEach(item -> expected.merge(item, 1.0 / events.size(), Double::sum));
    assertThat(expected).hasSizeGreaterThan(40); // the tree has grown
    assertShares(shares(sampler), expected);
  }
}
