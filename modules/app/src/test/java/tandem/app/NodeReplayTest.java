package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tandem.app.replay.ReplayCommand;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;

/** The history that a real node has left, replayed. */
final class NodeReplayTest {

  private static final int USERS = 3;
  private static final int ITEMS = 4;

  @Test
  void replay_ofEventsThatCameOneByOne_givesTheVectorsOfTheNode(@TempDir Path directory)
      throws Exception {
    int learned = writeHistory(directory);

    JsonNode journal = replay(directory, "--set", "model.user.rate=0.1");
    JsonNode log =
        replay(
            directory,
            "--from=log",
            "--set=tandem.model.factors=8",
            "--set=tandem.model.objective=rating");

    assertThat(journal.path("events").asInt()).isEqualTo(learned);
    assertThat(journal.path("users").asInt()).isEqualTo(USERS);
    assertThat(journal.path("users_as_live").asInt()).isEqualTo(USERS);
    assertThat(models(journal))
        .containsExactly("live, as recorded", "the node's settings", "model.user.rate=0.1");
    assertThat(log.path("events").asInt()).isEqualTo(learned);
    assertThat(log.path("models").path(0).path("metrics"))
        .isEqualTo(journal.path("models").path(1).path("metrics"));
    assertThat(journal.path("models").path(2).path("metrics"))
        .isNotEqualTo(journal.path("models").path(1).path("metrics"));
  }

  /**
   * Each is learned before the next one comes, and a view comes twice (a rating that came twice
   * would be in the mean of the node twice).
   */
  private static int writeHistory(Path directory) throws Exception {
    int learned = 0;
    try (TestNode node = TestNode.start(directory, "tandem.model.objective = rating")) {
      for (int n = 0; n < 2 * USERS * ITEMS; n++) {
        Interaction event =
            n % 5 == 4
                ? node.event("u" + n % USERS, "i" + n % ITEMS, "view")
                : node.rating("u" + n % USERS, "i" + n % ITEMS, 0.5 + (n * 7 % 10) / 2.0);
        List<RecordId> records = node.learn(event);
        assertThat(records).hasSize(1);
        learned++;
        if (n == 4) {
          assertThat(node.learn(event)).doesNotContainAnyElementsOf(records);
        }
      }
    }
    return learned;
  }

  private static List<String> models(JsonNode json) {
    return json.path("models").findValuesAsText("model");
  }

  private static JsonNode replay(Path directory, String... more) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new ReplayCommand());
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--data=" + directory;
    arguments[1] = "--json";

    System.arraycopy(more, 0, arguments, 2, more.length);
    assertThat(command.execute(arguments)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }
}
