package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class PromQlTest {

  @Test
  void metrics_expression_areTheNamesThatItReads() {
    assertThat(
            PromQl.metrics(
                "histogram_quantile(0.99, sum by (le, model) (rate(a_seconds_bucket{model=\"$model\"}[$__rate_interval])))"
                    + " > 1e3 and sum(b_total offset 10m) / 2 == 0.01 * max by (x) (c:d) unless on (instance) e"))
        .isEqualTo(Set.of("a_seconds_bucket", "b_total", "c:d", "e"));
  }

  @Test
  void metrics_nameOfAFunctionWithoutItsArguments_isAMetric() {
    assertThat(PromQl.metrics("rate")).containsExactly("rate");
  }

  @Test
  void exposed_scrape_hasTheNamesOfItsSamples() {
    assertThat(
            PromQl.exposed(
                "# HELP a_total of a\n# TYPE a_total counter\na_total{b=\"c d\"} 1.0\ne 2\n"))
        .containsExactly("a_total", "e");
  }
}
