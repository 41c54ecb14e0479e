package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final Pattern LEARNED_SOME =
      Pattern.compile("^learned ([1-9][\\d,]*) ", Pattern.MULTILINE);
  private static final Pattern AUDITED = Pattern.compile("by users ([\\d,]+), by items");

  @RegisterExtension static final Processes PROCESSES = new Processes();

  @Test
  void demo_forSomeSeconds_endsAndTheNextOneGoesOnAndLearns(@TempDir Path directory)
      throws Exception {
    Running first = demo(directory, "--for", "3s");
    assertThat(first.awaitExit()).isEqualTo(0);
    assertThat(first.output()).containsPattern(CURL);

    Running second = demo(directory);
    assertThat(second.awaitOutput(LEARNED_SOME)).isNotEmpty();
    second.terminate();
    assertThat(second.awaitExit()).isEqualTo(NodeProcess.TERMINATED);

    long learned = last(LEARNED, second.output());
    assertThat(learned).isPositive();
    assertThat(audited(directory)).isGreaterThanOrEqualTo(last(LEARNED, first.output()) + learned);
  }

  private static Running demo(Path directory, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("demo", "--rate", "100", "--port", "0", "--data", data(directory)));
    arguments.addAll(List.of(options));
    return PROCESSES.start(directory, arguments.toArray(String[]::new));
  }

  private static long audited(Path directory) throws IOException {
    Running audit = PROCESSES.run(directory, "audit", "--data", data(directory));
    assertThat(audit.awaitExit()).as(audit.output()).isEqualTo(0);
    return last(AUDITED, audit.output());
  }

  private static String data(Path directory) {
    return directory.resolve("data").toString();
  }

  /** What the last line says, which is up to a second old at the end. */
  private static long last(Pattern pattern, String output) {
    return pattern
        .matcher(output)
        .results()
        .map((MatchResult found) -> Long.parseLong(found.group(1).replace(",", "")))
        .reduce((before, after) -> after)
        .orElseThrow(() -> new AssertionError(pattern + " is not in " + output));
  }
}
