package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.protocol.ItemDescription;

/** A node's index, damaged after the node has stopped. */
class RebuildIndexTest {

  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @EnumSource
  void rebuild_damagedRows_areThoseThatTheNodeWrote(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings database = kind.create(directory);
    List<List<String>> written = written(directory, database);

    for (String damage :
        List.of(
            "update index_item set heat = heat + 1 where item_id = 'i1'",
            "update index_item set since = since - 1 where item_id = 'i1'",
            "update index_item set trends = null where item_id = 'i1'",
            "update index_item set part = part + 1 where item_id = 'i2'",
            "delete from index_item",
            "insert into index_item (item_id, part, sequence_number, vector, bias, heat, events,"
                + " hidden, removed) select 'ghost', part, sequence_number, vector, bias, heat,"
                + " events, hidden, removed from index_item where item_id = 'i3'")) {
      execute(database, damage);
      assertThat(run(database, "--check")).as(damage).isEqualTo(1);
      assertThat(rows(database)).isNotEqualTo(written);
      assertThat(run(database)).isEqualTo(0);
      assertThat(rows(database)).as(damage).isEqualTo(written);
      assertThat(run(database, "--check")).isEqualTo(0);
    }
    execute(database, "update index_progress set ordering = 0"); // as a node that stopped early
    execute(database, "delete from index_item where item_id = 'i1'");
    assertThat(run(database, "--check")).isEqualTo(0);
    assertThat(out.toString()).contains("1 more are behind");
    assertThat(run(database)).isEqualTo(0);
    assertThat(rows(database)).isEqualTo(written);
    assertThat(out.toString()).contains("i1 differs at 1", "ghost is not in the journal");
  }

  @ParameterizedTest
  @EnumSource
  void rebuild_damagedRowsOfUsers_areThoseThatTheNodeWrote(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings database = kind.create(directory);
    List<List<String>> unused = written(directory, database); // without an index of users
    String on = "--set=tandem.entity.similar-users=on";
    assertThat(run(database, on, "--check")).as("nothing is there").isEqualTo(0);
    assertThat(out.toString())
        .contains("3 users in the journal, 0 rows differ", "3 more are behind");
    assertThat(run(database, on)).isEqualTo(0);
    List<List<String>> users = users(database);
    assertThat(users).hasSize(3);

    for (String damage :
        List.of(
            "update index_user set part = part + 1 where user_id = 'u1'",
            "update index_user set sequence_number = 1 where user_id = 'u1'",
            "delete from index_user",
            "insert into index_user (user_id, part, sequence_number, vector) select 'ghost', part,"
                + " sequence_number, vector from index_user where user_id = 'u2'")) {
      execute(database, damage);
      assertThat(run(database, on, "--check")).as(damage).isEqualTo(1);
      assertThat(run(database, "--check")).as("not looked at").isEqualTo(0);
      assertThat(run(database, on)).isEqualTo(0);
      assertThat(users(database)).as(damage).isEqualTo(users);
      assertThat(run(database, on, "--check")).isEqualTo(0);
    }
    assertThat(out.toString())
        .contains("ghost is not in the journal", "u1 is at 1, the journal at");
  }

  private static List<List<String>> users(DatabaseSettings database) {
    return select(database, "select * from index_user order by user_id");
  }

  private static List<List<String>> written(Path directory, DatabaseSettings database)
      throws Exception {
    try (TestNode node =
        TestNode.start(
            directory,
            """
            tandem.model.objective = rating
            tandem.database { url = "%s", user = "%s", password = "%s" }
            """
                .formatted(database.url(), database.user(), database.password()))) {
      for (int i = 0; i < 20; i++) {
        node.learn(node.rating("u" + i % 3, "i" + i, 1 + i % 5));
      }
      node.describe("i4", new ItemDescription("Title", List.of("a", "b"), false));
      node.remove("i5");
      String journal =
          "select count(*), sum(s) from (select max(sequence_number) as s from event_journal"
              + " where persistence_id >= 'item|' and persistence_id < 'item}'"
              + " group by persistence_id) e";
      node.await(
          () ->
              assertThat(select(database, "select count(*), sum(sequence_number) from index_item"))
                  .isEqualTo(select(database, journal)));
    }
    return rows(database);
  }

  private static List<List<String>> rows(DatabaseSettings database) {
    return select(database, "select * from index_item order by item_id");
  }

  private static List<List<String>> select(DatabaseSettings database, String query) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<List<String>> rows = new ArrayList<>();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int c = 1; c <= row.getMetaData().getColumnCount(); c++) {
          values.add(
              row.getObject(c) instanceof byte[] bytes
                  ? HexFormat.of().formatHex(bytes)
                  : String.valueOf(row.getString(c)));
        }
        rows.add(values);
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  private static void execute(DatabaseSettings database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  private static Connection connect(DatabaseSettings database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private int run(DatabaseSettings database, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "rebuild-index",
                "--set=tandem.database.url=" + database.url(),
                "--set=tandem.database.user=" + database.user(),
                "--set=tandem.database.password=" + database.password()));
    arguments.addAll(List.of(options));
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .execute(arguments.toArray(String[]::new));
  }
}
