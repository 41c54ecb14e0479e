package tandem.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.loadgen.Change;
import tandem.loadgen.Made;
import tandem.loadgen.Population;
import tandem.loadgen.PopulationSettings;
import tandem.loadgen.Shares;
import tandem.loadgen.Traffic;
import tandem.loadgen.run.Phases;

final class EventLoadTest {

  private static final Instant START = Instant.parse("2026-11-29T08:00:00Z");

  private static final class Kept implements EventSink {
    private final List<String> records = new ArrayList<>();

    @Override
    public void send(Made record, long due) {
      records.add(due + " " + new String(record.value(), StandardCharsets.UTF_8));
    }

    @Override
    public void tick(long now) {}

    @Override
    public boolean await(Duration patience) {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void begin_samePlanAndSeed_makesTheSameRecordsWheneverItIsDone() {
    assertThat(records(1)).hasSize(200).isEqualTo(records(1)).isNotEqualTo(records(2));
  }

  @Test
  void begin_anyRecord_hasTheTimeAtWhichItWasDue() {
    assertThat(records(1).get(0)).contains("\"timestamp\":1795939200.010");
    assertThat(records(1).get(199)).contains("\"timestamp\":1795939202.000");
  }

  private static List<String> records(long seed) {
    Population population = new Population(PopulationSettings.demo(seed), Change.NONE, START);
    Kept sink = new Kept();
    EventLoad load =
        new EventLoad(new Traffic(population::next, Shares.NONE, seed), sink, 7, START);
    Phases plan = Phases.constant(Duration.ofSeconds(2), 100);
    for (long n = 0; n < plan.size(); n++) {
      load.begin(7 + plan.due(n));
    }
    return sink.records;
  }
}
