package tandem.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchTest {

  private final List<Double> tried = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3, 0.99, 1, 1.5, 7, 100})
  void highest_limitAnywhere_isFoundToTheTolerance(double limit) {
    double found = Search.highest(1, 256, 0.05, load -> bears(load, limit));

    assertThat(found).isLessThanOrEqualTo(limit).isGreaterThan(limit / 1.06);
    assertThat(tried).hasSizeLessThan(16);
  }

  @Test
  void highest_nothingHolds_isZero() {
    assertThat(Search.highest(1, 256, 0.05, load -> bears(load, 0))).isZero();
  }

  @Test
  void highest_everythingHolds_isTheMost() {
    assertThat(Search.highest(1, 10, 0.05, load -> bears(load, 1e9))).isEqualTo(10);
  }

  private boolean bears(double load, double limit) {
    tried.add(load);
    return load <= limit;
  }
}
