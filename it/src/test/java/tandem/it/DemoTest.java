package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that anybody tries. */
final class DemoTest {

  private static final Pattern CURL =
      Pattern.compile("curl 'http://127\\.0\\.0\\.1:\\d+/v1/users/u1/recommendations\\?k=5'");
  private static final Pattern LEARNED = Pattern.compile("^learned ([\\d,]+) ", Pattern.MULTILINE);
  private static final Pattern AUDITED = Pattern.compile("by users ([\\d,]+), by items");

  @RegisterExtension static final Processes PROCESSES = new Processes();

  @Test
  void demo_forSomeSeconds_learnsAndEndsAndGoesOnTheNextTime(@TempDir Path directory)
      throws Exception {
    long first = learnedInADemo(directory);
    long second = learnedInADemo(directory);

    assertThat(first).isPositive();
    assertThat(second).isPositive();
    assertThat(audited(directory)).isGreaterThanOrEqualTo(first + second);
  }

  /** What the last line says, which is up to a second old at the end. */
  private static long learnedInADemo(Path directory) throws IOException {
    Running demo =
        PROCESSES.run(
            directory,
            "demo",
            "--for",
            "3s",
            "--rate",
            "100",
            "--port",
            "0",
            "--data",
            data(directory));
    assertThat(demo.awaitExit()).isEqualTo(0);
    assertThat(demo.output()).containsPattern(CURL);
    return last(LEARNED, demo.output());
  }

  private static long audited(Path directory) throws IOException {
    Running audit = PROCESSES.run(directory, "audit", "--data", data(directory));
    assertThat(audit.awaitExit()).as(audit.output()).isEqualTo(0);
    return last(AUDITED, audit.output());
  }

  private static String data(Path directory) {
    return directory.resolve("data").toString();
  }

  private static long last(Pattern pattern, String output) {
    return pattern
        .matcher(output)
        .results()
        .map((MatchResult found) -> Long.parseLong(found.group(1).replace(",", "")))
        .reduce((before, after) -> after)
        .orElseThrow(() -> new AssertionError(pattern + " is not in " + output));
  }
}
