package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.model.ItemId;

/** The command on what a stopped node has left. */
class RecommendCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void recommend_item_isWhatTheNodeServedUntilARowIsDamaged(@TempDir Path directory)
      throws Exception {
    DatabaseSettings database = TestDatabase.H2.create(directory);
    List<String> served = served(directory, database);

    assertThat(run(database, "--item=i3", "--k=5")).isEqualTo(0);
    assertThat(out.toString().lines().skip(1).map(String::strip)).isEqualTo(served).hasSize(5);
    assertThat(run(database, "--item=nobody")).isEqualTo(1);
    assertThat(err.toString()).contains("Item nobody was not known at ");

    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement damage = connection.createStatement()) {
      assertThat(
              damage.executeUpdate(
                  "update event_journal set event_payload = x'00'"
                      + " where persistence_id = 'item|i4' and sequence_number = 1"))
          .isEqualTo(1);
    }
    assertThat(run(database, "--item=i3")).isEqualTo(1);
    assertThat(err.toString().lines()).last().asString().contains("1 of item|i4 can't be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--user=u1 --item=i1",
        "--user=a/b",
        "--user=u1 --k=0",
        "--user=u1 --as-of=yesterday",
        "--user=u1 --as-of=9999-01-01T00:00:00Z"
      })
  void recommend_wrongUsage_endsWithTwo(String line) {
    List<String> arguments = new ArrayList<>(List.of("recommend"));
    if (!line.isEmpty()) {
      arguments.addAll(List.of(line.split(" ")));
    }
    assertThat(execute(arguments)).isEqualTo(2);
  }

  private static List<String> served(Path directory, DatabaseSettings database) throws Exception {
    try (TestNode node =
        TestNode.start(
            directory,
            """
            tandem.model.objective = rating
            tandem.database { url = "%s", user = "%s", password = "%s" }
            """
                .formatted(database.url(), database.user(), database.password()))) {
      for (int i = 0; i < 12; i++) {
        node.learn(node.rating("u" + i % 3, "i" + i, 1 + i % 5));
      }
      ListAnswer list =
          TestNode.get(
                  node.ports()
                      .recommendations()
                      .similar(new ItemId("i3"), ListRequest.of(5), TestNode.PATIENCE))
              .orElseThrow();
      return list.items().stream()
          .map(e -> String.format(Locale.ROOT, "%.4f  %s", e.score(), e.item().value()))
          .toList();
    }
  }

  private int run(DatabaseSettings database, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "recommend",
                "--set=tandem.database.url=" + database.url(),
                "--set=tandem.database.user=" + database.user(),
                "--set=tandem.database.password=" + database.password()));
    arguments.addAll(List.of(options));
    return execute(arguments);
  }

  private int execute(List<String> arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
