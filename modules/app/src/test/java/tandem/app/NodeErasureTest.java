package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.TestNode.PATIENCE;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.http.ErasureReceipt;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;

/** Erasure and compaction of a whole node, with the audit after each. */
final class NodeErasureTest {

  private static String settings(String database, Path directory) throws Exception {
    if (database.equals("h2")) {
      return "tandem.model.objective = rating";
    }
    DatabaseSettings fresh = TestDatabase.POSTGRESQL.create(directory);
    return """
        tandem.model.objective = rating
        tandem.database { url = "%s", user = "%s" }
        """
        .formatted(fresh.url(), fresh.user());
  }

  private static int run(String command, Path directory, String settings) throws Exception {
    Path config = directory.resolve("node.conf");
    java.nio.file.Files.writeString(config, settings + "\ntandem.model.factors = 8\n");
    return Main.commandLine()
        .execute((command + " --config " + config + " --data " + directory).split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void erase_user_isForgottenAndTheAuditHolds(String database, @TempDir Path directory)
      throws Exception {
    String settings = settings(database, directory);
    Interaction first;
    try (TestNode node = TestNode.start(directory, settings)) {
      first = node.rating("ann", "i0", 5);
      node.learn(first, node.rating("ann", "i1", 1), node.rating("bob", "i0", 4));
      node.learn(node.rating("bob", "i2", 4), first); // a repetition

      ErasureReceipt receipt = erase(node, "ann").orElseThrow();
      assertThat(receipt.events()).isEqualTo(3);
      assertThat(erase(node, "ann")).contains(receipt);
      assertThat(erase(node, "nobody")).isEmpty();
      assertThat(TestNode.get(node.ports().users().get(new UserId("ann"), PATIENCE))).isEmpty();
      assertThat(users(node)).containsExactly("bob");
      assertThat(TestNode.get(node.ports().users().get(new UserId("bob"), PATIENCE))).isPresent();
    }
    assertThat(run("audit", directory, settings)).isZero();
    try (TestNode node = TestNode.start(directory, settings)) {
      assertThat(node.list("ann", 5, Optional.empty()).known()).isFalse();
      node.learn(first);

      assertThat(users(node)).containsExactly("ann", "bob");
      assertThat(TestNode.ids(node.list("ann", 5, Optional.empty())))
          .containsExactlyInAnyOrder("i1", "i2");
    }
    assertThat(run("audit", directory, settings)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void compact_everything_changesNoAnswer(String database, @TempDir Path directory)
      throws Exception {
    String settings = settings(database, directory);
    Map<String, List<String>> before;
    try (TestNode node = TestNode.start(directory, settings)) {
      node.describe("i9", new ItemDescription("Nine", List.of("a"), false));
      for (int n = 0; n < 6; n++) {
        node.learn(
            node.rating("ann", "i" + n, 1 + n % 5),
            node.rating("bob", "i" + (n + 2), 5 - n % 5),
            node.rating("cid", "i" + n % 2, 3));
      }
      assertThat(erase(node, "cid")).isPresent();
      node.learn(node.rating("cid", "i0", 3));
      before = lists(node);
      node.await(() -> assertIndexed(directory, settings));
    }
    assertThat(run("compact --older-than 0s --dry-run", directory, settings)).isZero();
    String moment = Instant.now().toString();
    assertThat(run("recommend --user ann --as-of " + moment, directory, settings)).isZero();
    assertThat(run("compact --older-than 0s", directory, settings)).isZero();
    assertThat(run("audit", directory, settings)).isZero();
    assertThat(run("rebuild-index --check", directory, settings)).isZero();
    assertThat(run("recommend --user ann --as-of " + moment, directory, settings)).isZero();
    assertThat(run("recommend --user ann --as-of 2020-01-01T00:00:00Z", directory, settings))
        .as("compacted since")
        .isEqualTo(1);
    try (TestNode node = TestNode.start(directory, settings)) {
      assertThat(lists(node)).isEqualTo(before);
      assertThat(users(node)).containsExactly("ann", "bob", "cid");
      node.learn(node.rating("ann", "i7", 2), node.rating("dan", "i0", 2));
      assertThat(erase(node, "bob").orElseThrow().events()).isEqualTo(6);
    }
    assertThat(run("compact --older-than 0s", directory, settings)).isZero();
    assertThat(run("audit", directory, settings)).isZero();
  }

  /**
   * A transaction may have committed after one with a higher ordering: then the next read has it.
   */
  private static void assertIndexed(Path directory, String settings) {
    DatabaseSettings at =
        DatabaseSettings.of(
            TestNode.config(directory, 0, settings).getConfig("tandem.database"), directory);
    try (Database database = Database.open(at);
        Connection connection = database.dataSource().getConnection();
        Statement query = connection.createStatement();
        var row =
            query.executeQuery(
                "select count(*) from (select max(sequence_number) as newest, substring("
                    + "persistence_id from 6) as item from event_journal where persistence_id >="
                    + " 'item|' and persistence_id < 'item}' group by persistence_id) e where not"
                    + " exists (select 1 from index_item where item_id = e.item and"
                    + " sequence_number = e.newest)")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isZero();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<ErasureReceipt> erase(TestNode node, String user) {
    return TestNode.get(node.ports().users().erase(new UserId(user), PATIENCE));
  }

  private static List<String> users(TestNode node) {
    return TestNode.get(node.ports().users().list(Optional.empty(), 10, PATIENCE)).stream()
        .map(UserId::value)
        .toList();
  }

  private static Map<String, List<String>> lists(TestNode node) {
    Map<String, List<String>> lists = new TreeMap<>();
    for (String user : List.of("ann", "bob", "cid", "unknown")) {
      lists.put(
          user,
          node.list(user, 20, Optional.empty()).items().stream()
              .map(entry -> entry.item().value() + " " + entry.score() + " " + entry.title())
              .toList());
    }
    return lists;
  }
}
