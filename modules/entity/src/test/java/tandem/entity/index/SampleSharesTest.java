package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tandem.model.NegativeSource;

class SampleSharesTest {

  private static final int DRAWS = 200_000;
  private static final double EVENLY = 1.0 / 64;

  private final SplittableRandom random = new SplittableRandom(1);

  private static IndexPartition.Sampled sampled(int partition, long share) {
    return new IndexPartition.Sampled(partition, List.of(), share);
  }

  private void assertDrawn(SampleShares shares, double... expected) {
    double[] drawn = new double[expected.length];
    for (int n = 0; n < DRAWS; n++) {
      drawn[shares.draw(random)] += 1.0 / DRAWS;
    }
    for (int p = 0; p < expected.length; p++) {
      double evened = (1 - EVENLY) * expected[p] + EVENLY / expected.length;
      assertThat(drawn[p]).as("partition " + p).isCloseTo(evened, within(5 / Math.sqrt(DRAWS)));
    }
  }

  @Test
  void draw_nothingHeard_isAnyAsOften() {
    assertDrawn(new SampleShares(NegativeSource.UNIFORM, 4), 0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void draw_heardOfAll_isByWhatEachHasNow() {
    SampleShares shares = new SampleShares(NegativeSource.POPULAR, 3);
    shares.heard(sampled(0, 900));
    shares.heard(sampled(1, 100));
    shares.heard(sampled(2, 300));
    shares.heard(sampled(0, 600));
    assertDrawn(shares, 0.6, 0.1, 0.3);
  }

  @Test
  void draw_oneNotHeardOf_countsAsTheLargest() {
    SampleShares shares = new SampleShares(NegativeSource.UNIFORM, 3);
    shares.heard(sampled(0, 20));
    shares.heard(sampled(2, 80));
    shares.heard(sampled(1, 0)); // of an earlier version
    assertDrawn(shares, 20 / 180.0, 80 / 180.0, 80 / 180.0);
  }

  @Test
  void draw_recent_isAnyAsOftenWhateverTheyHave() {
    SampleShares shares = new SampleShares(NegativeSource.RECENT, 2);
    shares.heard(sampled(0, 900));
    shares.heard(sampled(1, 100));
    assertDrawn(shares, 0.5, 0.5);
  }
}
