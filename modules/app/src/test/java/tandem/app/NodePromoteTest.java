package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.app.audit.Decoder;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.app.store.JournalRows;
import tandem.entity.user.UserState;
import tandem.model.ModelName;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.UserEvent;

/** A promotion beside a real node that runs. */
final class NodePromoteTest {

  private static final ModelName SAME = new ModelName("same");
  private static final int USERS = 3;
  private static final int ITEMS = 4;
  private static final int EVENTS = 2 * USERS * ITEMS;
  private static final Sgd SGD = new Sgd(ModelSettings.rating().withFactors(8));

  @Test
  void promote_sameSettingsBesideANode_isWhatTheNodeHasLearnedOneByOne(@TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = TestDatabase.POSTGRESQL.create(directory);
    try (TestNode node =
            TestNode.start(
                directory,
                """
                tandem.model.objective = rating
                tandem.entity.similar-users = on
                tandem.database { url = "%s", user = "%s", password = "%s" }
                """
                    .formatted(settings.url(), settings.user(), settings.password()));
        Database main = Database.open(settings)) {
      learn(node);
      String settled = "select sum(next_offset) from frontier";
      node.await(() -> assertThat(select(main, settled).get(0)).isEqualTo("" + (EVENTS + 1)));

      assertThat(run(settings, "replay", "--promote=same", "--set=tandem.entity.similar-users=on"))
          .contains("learned " + EVENTS);
      try (Database side = Database.open(settings.of(SAME))) {
        String items =
            "select item_id, part, vector, bias, heat, events, title, categories, hidden, removed,"
                + " attributes, available_from, available_until"
                + " from index_item order by item_id";
        node.await(() -> assertThat(select(side, items)).isEqualTo(select(main, items)));
        String users = "select user_id, part, vector from index_user order by user_id";
        node.await(
            () -> assertThat(select(side, users)).hasSize(USERS).isEqualTo(select(main, users)));
        for (int user = 0; user < USERS; user++) {
          checkSame(user(main, "u" + user), user(side, "u" + user));
        }
        String ratings = "select sum(events), sum(target_sum) from frontier";
        assertThat(select(side, ratings)).isEqualTo(select(main, ratings));
      }
      assertThat(run(settings, "audit", "--model=same", "--rejected=0"))
          .contains("learned " + EVENTS + ", repeated 1");
    }
  }

  /** Each is learned before the next one comes, and a view comes twice. */
  private static void learn(TestNode node) {
    node.describe("i0", new ItemDescription("Title", List.of("a", "b"), false));
    for (int n = 0; n < EVENTS; n++) {
      Interaction event =
          n % 5 == 4
              ? node.event("u" + n % USERS, "i" + n % ITEMS, "view")
              : node.rating("u" + n % USERS, "i" + n % ITEMS, 0.5 + (n * 7 % 10) / 2.0);
      node.learn(event);
      if (n == 4) {
        node.learn(event);
      }
    }
    node.remove("i1");
  }

  private static void checkSame(UserState live, UserState trained) {
    assertThat(trained.factors()).isEqualTo(live.factors());
    assertThat(trained.mean()).isEqualTo(live.mean());
    assertThat(trained.keys().toList()).isEqualTo(live.keys().toList());
    assertThat(trained.seen()).isEqualTo(live.seen());
    assertThat(trained.recent()).isEqualTo(live.recent());
    assertThat(trained.repeated()).isEqualTo(live.repeated());
    assertThat(trained.first()).isEqualTo(live.first());
    assertThat(trained.last()).isEqualTo(live.last());
  }

  private static UserState user(Database database, String id) throws SQLException {
    UserState state = UserState.fresh(SGD.freshUser(new UserId(id)), 1_000);
    try (Connection connection = database.dataSource().getConnection();
        Decoder decoder = new Decoder(AppConfig.load(Optional.empty()))) {
      for (JournalRows.Row row :
          new JournalRows(decoder.serialization()).read(connection, "user|" + id)) {
        state = state.apply((UserEvent) row.event());
      }
    }
    return state;
  }

  private static List<String> select(Database database, String query) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int c = 1; c <= row.getMetaData().getColumnCount(); c++) {
          values.add(
              row.getObject(c) instanceof byte[] bytes
                  ? HexFormat.of().formatHex(bytes)
                  : String.valueOf(row.getString(c)));
        }
        rows.add(String.join("|", values));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  private static String run(DatabaseSettings database, String command, String... options) {
    StringWriter out = new StringWriter();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--set=tandem.database.url=" + database.url(),
                "--set=tandem.database.user=" + database.user(),
                "--set=tandem.database.password=" + database.password()));
    arguments.addAll(List.of(options));
    assertThat(
            Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(arguments.toArray(String[]::new)))
        .as(out.toString())
        .isZero();
    return out.toString();
  }
}
