package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TotalProgressTest {

  private final StringWriter out = new StringWriter();
  private long now;

  @Test
  void lines_everyFiveSeconds_sayWhatIsLeft() {
    try (TotalProgress progress =
        TotalProgress.lines("replay", 10_240, new PrintWriter(out), () -> now)) {
      steps(progress);
      assertThat(out.toString()).isEmpty();
      now = TimeUnit.SECONDS.toNanos(8);
      steps(progress);
      steps(progress);
    }

    assertThat(out.toString())
        .isEqualTo("replay: 2,048 of 10,240 events, 256/s, 32 s left%n".formatted());
  }

  private static void steps(TotalProgress progress) {
    for (int n = 0; n < 1_024; n++) {
      progress.step();
    }
  }
}
