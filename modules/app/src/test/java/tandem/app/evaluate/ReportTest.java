package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Report REPORT =
      new Report(
          "r.csv",
          "rating",
          1_500,
          3,
          4,
          List.of(
              new Row("model", List.of(scores(1.0), scores(2.0), scores(3.0))),
              new Row("running mean", List.of(scores(0.5)))));

  @Test
  void table_rows_areAlignedUnderTheirColumns() {
    assertThat(REPORT.table().lines())
        .containsExactly(
            "r.csv: rating, 1,500 events of 3 users with 4 items",
            "model         RMSE            us/event",
            "model         2.0000 ±1.0000  666.7",
            "running mean  0.5000          666.7");
  }

  @Test
  void json_rows_haveMeanAndSpread() throws IOException {
    JsonNode json = new ObjectMapper().readTree(REPORT.json());

    assertThat(json.path("events").asLong()).isEqualTo(1_500);
    JsonNode model = json.path("models").path(0);
    assertThat(model.path("seeds").asInt()).isEqualTo(3);
    assertThat(model.path("metrics").path("RMSE").path("mean").asDouble()).isEqualTo(2.0);
    assertThat(model.path("metrics").path("RMSE").path("spread").asDouble()).isEqualTo(1.0);
    assertThat(json.path("models").path(1).path("model").asText()).isEqualTo("running mean");
  }

  @Test
  void spread_runs_isTheSampleStandardDeviation() {
    Row row = new Row("model", List.of(scores(1.0), scores(2.0)));

    assertThat(row.spread("RMSE")).isCloseTo(Math.sqrt(0.5), within(1e-12));
  }

  @Test
  void row_withoutRuns_isRefused() {
    assertThatThrownBy(() -> new Row("model", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Scores scores(double rmse) {
    return new Scores(Map.of("RMSE", rmse), 1_500, 1_000_000_000L);
  }
}
