package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.app.audit.Decoder;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.app.promote.MainModel;
import tandem.app.promote.MainModel.Rated;
import tandem.app.store.EntityIds;
import tandem.app.store.JdbcSideModels;
import tandem.app.store.JournalRows;
import tandem.app.store.SideModel;
import tandem.app.store.Sql;
import tandem.entity.item.ItemState;
import tandem.entity.user.UserState;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.Sgd;
import tandem.model.UserId;
import tandem.protocol.ItemDescription;
import tandem.protocol.RecordId;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.UserEvent;

/** {@code replay --promote} on a database that the real plugin has written, and what reads it. */
final class PromoteTest {

  private static final ItemDescription TITLED =
      new ItemDescription("Title", List.of("a", "b"), false);
  private static final ModelName TWIN = new ModelName("twin");
  private static final Map<Integer, Long> FRONTIER = Map.of(0, 8L, 1, 5L);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @EnumSource
  void promote_sameSettings_isWhatTheRecordsBelowTheFrontierGive(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    MainModel.Replayed replayed;
    List<Rated> ratings;
    long newest;
    try (MainModel main = written(settings)) {
      ratings = main.ratings();
      newest = main.newest();
      replayed = main.replay(PromoteTest::isBelow);
    }
    Instant before = Instant.now();

    assertThat(run(settings, "replay", "--promote=twin")).as(out.toString() + err).isZero();

    assertThat(out.toString())
        .contains(
            "model twin has learned 8 events of 3 users with 4 items; 3 more are left to its own")
        .contains("?model=twin", "./tandem models activate twin");
    checkEntities(settings, replayed, ratings);
    checkTables(settings, replayed, newest, before);
    checkCommands(settings, before);
  }

  /** Eight ratings below the frontier, a repetition, a hidden past, and three records above it. */
  private static MainModel written(DatabaseSettings settings) {
    return new MainModel(settings)
        .rate("erin", "w", 1, 1, 0)
        .rate("ann", "x", 4, 0, 0)
        .rate("bob", "x", 2, 0, 1)
        .write("y", new ItemEvent.Described(TITLED))
        .rate("ann", "y", 5, 0, 9) // above
        .rate("bob", "y", 3, 0, 2)
        .rate("ann", "z", 1, 1, 1)
        .erase("erin", "receipt-1")
        .repeat("ann", 0, 3)
        .rate("cem", "x", 5, 1, 2)
        .write("z", new ItemEvent.Removed())
        .write("new", new ItemEvent.Described(TITLED))
        .rate("cem", "z", 4, 1, 3)
        .rate("bob", "z", 2.5, 0, 6)
        .rate("ann", "y", 3.5, 0, 7)
        .repeat("bob", 0, 8) // above
        .rate("dan", "v", 4, 1, 5) // above
        .frontier(0, FRONTIER.getOrDefault(0, 0L))
        .frontier(1, FRONTIER.getOrDefault(1, 0L));
  }

  private static boolean isBelow(Rated rated) {
    RecordId id = rated.record();
    return id.offset() < FRONTIER.getOrDefault(id.partition(), 0L);
  }

  private static void checkEntities(
      DatabaseSettings settings, MainModel.Replayed replayed, List<Rated> ratings)
      throws Exception {
    Sgd sgd = new Sgd(MainModel.SETTINGS);
    for (String user : List.of("ann", "bob", "cem")) {
      UserState state = user(settings, user);
      assertThat(state.factors()).as(user).isEqualTo(replayed.users().get(user));
      assertThat(state.erased()).isNull();
      for (Rated rated : ratings) {
        assertThat(state.applied().contains(rated.record())).isEqualTo(isBelow(rated));
        if (rated.user().equals(user) && isBelow(rated)) {
          assertThat(state.seen()).containsKey(new ItemId(rated.item()));
        }
      }
      assertThat(state.applied().size()).isZero();
    }
    assertThat(user(settings, "ann").repeated()).isOne();
    assertThat(user(settings, "ann").recent())
        .containsExactly(new ItemId("y"), new ItemId("z"), new ItemId("x"));
    for (String item : List.of("x", "y", "z")) {
      assertThat(item(settings, item).factors()).as(item).isEqualTo(replayed.items().get(item));
    }
    assertThat(item(settings, "y").description()).isEqualTo(TITLED);
    assertThat(item(settings, "z").removed()).isTrue();
    assertThat(item(settings, "new").factors()).isEqualTo(sgd.freshItem(new ItemId("new")));
    assertThat(item(settings, "new").description()).isEqualTo(TITLED);
    UserState erin = user(settings, "erin");
    assertThat(erin.factors()).isEqualTo(sgd.freshUser(new UserId("erin")));
    assertThat(erin.erased()).isNotNull();
    assertThat(erin.applied().contains(new RecordId(0, 1, 0))).isTrue();
  }

  private static void checkTables(
      DatabaseSettings settings, MainModel.Replayed replayed, long newest, Instant before)
      throws Exception {
    try (Database side = Database.open(settings.of(TWIN));
        Database main = Database.open(settings)) {
      assertThat(
              select(side, "select sum(events), sum(next_offset), max(target_sum) from frontier"))
          .startsWith(replayed.mean().count() + "|13|");
      assertThat(Double.parseDouble(select(side, "select sum(target_sum) from frontier")))
          .isEqualTo(replayed.mean().sum());
      assertThat(select(side, "select receipt, user_id, events, passes from erasure"))
          .isEqualTo("receipt-1|erin|1|2");
      assertThat(select(side, "select topic_id from log_epoch")).isEqualTo("topic-id");
      assertThat(select(side, "select count(*) from journal_base where erased")).isEqualTo("1");
      assertThat(select(side, "select objective, factors, seed from model"))
          .isEqualTo("rating|4|7");
      Sql sql = new Sql(side.dataSource(), Runnable::run);
      assertThat(new EntityIds(sql).users("", 10).toCompletableFuture().join())
          .containsExactly("ann", "bob", "cem");
      assertThat(new EntityIds(sql).items("", 10).toCompletableFuture().join())
          .containsExactly("new", "x", "y");
      try (Connection connection = main.dataSource().getConnection()) {
        SideModel model = JdbcSideModels.read(connection).get(0);
        assertThat(model.name()).isEqualTo(TWIN);
        assertThat(model.settings()).isEqualTo(MainModel.SETTINGS);
        assertThat(model.active()).isFalse();
        assertThat(model.mendedTo()).isEqualTo(newest);
        assertThat(model.promotedAt()).isBetween(before.minusMillis(1), Instant.now());
      }
    }
  }

  private void checkCommands(DatabaseSettings settings, Instant before) {
    // Three offsets had no event, and one is of a life that was erased before.
    assertThat(run(settings, "audit", "--model=twin", "--rejected=4"))
        .as(out.toString() + err)
        .isZero();
    assertThat(out.toString()).contains("learned 8, repeated 1", "users 4, items 4, events 8");
    assertThat(run(settings, "rebuild-index", "--check", "--model=twin")).as(out + "").isZero();
    assertThat(run(settings, "compact", "--older-than=1h", "--model=twin")).isZero();
    assertThat(run(settings, "recommend", "--user=cem", "--model=twin")).isZero();
    assertThat(out.toString()).contains("4 items known", "  y  Title");
    assertThat(run(settings, "recommend", "--user=cem", "--model=twin", "--as-of=" + before))
        .isEqualTo(1);
    assertThat(err.toString()).contains("The journal begins at ");
    assertThat(run(settings, "audit", "--model=nobody")).isEqualTo(2);
    assertThat(run(settings, "recommend", "--user=cem", "--model=nobody")).isEqualTo(1);
    assertThat(run(settings, "compact", "--older-than=1h", "--model=nobody")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no such model");
  }

  @ParameterizedTest
  @EnumSource
  void promote_sameNameAgain_takesWhatACrashHasLeftOnly(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    written(settings).close();
    String sweep = "--sweep=model.user.rate=0.1,0.9";
    assertThat(run(settings, "replay", "--promote=twin", sweep, "--json")).as(err + "").isZero();
    assertThat(out.toString()).contains("\"model\" : \"twin\"", "\"events_left\" : 3");

    assertThat(run(settings, "replay", "--promote=twin", "--replace")).isEqualTo(1);
    assertThat(err.toString()).contains("There is a model twin, which nodes learn");

    try (Database main = Database.open(settings);
        Connection connection = main.dataSource().getConnection()) {
      assertThat(JdbcSideModels.read(connection).get(0).settings().user().rate()).isIn(0.1, 0.9);
      connection.createStatement().executeUpdate("delete from side_model"); // as after a crash
    }
    assertThat(run(settings, "replay", "--promote=twin")).isEqualTo(1);
    assertThat(err.toString()).contains("of an earlier model twin are still there: --replace");
    for (String wrong : List.of("--svd=9", "--set=model.no-such=1", "--sweep=model.factors=x")) {
      assertThat(
              run(
                  settings,
                  "replay",
                  "--promote=twin",
                  "--replace",
                  wrong,
                  "--set=model.factors=6"))
          .as(wrong)
          .isEqualTo(2);
      try (Database side = Database.open(settings.of(TWIN))) {
        assertThat(select(side, "select factors from model")).as(wrong).isEqualTo("4");
      }
    }
    assertThat(
            run(
                settings,
                "replay",
                "--promote=twin",
                "--replace",
                "--set=model.factors=6",
                "--set=model.sigma=0.2",
                "--svd=5"))
        .as(err + "")
        .isZero();
    assertThat(err.toString()).contains("promote: decomposing the history");
    try (Database side = Database.open(settings.of(TWIN))) {
      assertThat(select(side, "select factors from model")).isEqualTo("6");
      assertThat(user(settings, "ann").factors().vector().length()).isEqualTo(6);
      // Three users and three items have ratings. Cem has none of y, which an SVD takes for 0.
      FactorVector cem = user(settings, "cem").factors().vector();
      assertThat(decomposed(cem, item(settings, "y"))).isCloseTo(0f, within(1e-4f));
      assertThat(Math.abs(decomposed(cem, item(settings, "x")))).isGreaterThan(0.1f);
    }
    assertThat(run(settings, "audit", "--model=twin")).as(out + "").isZero();
    assertThat(run(settings, "rebuild-index", "--check", "--model=twin")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--promote=main",
        "--promote=Twin",
        "--promote=twin --from=log",
        "--promote=twin --since=2024-01-01T00:00:00Z",
        "--promote=twin --until=2024-01-01T00:00:00Z",
        "--promote=twin --svd=0",
        "--svd=2",
        "--replace"
      })
  void promote_wrongUsage_endsWithTwo(String line) {
    List<String> arguments = new ArrayList<>(List.of("replay"));
    arguments.addAll(List.of(line.split(" ")));
    assertThat(execute(arguments)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--svd=5 --set=model.factors=4", "--svd=2 --set=model.non-negative=true"})
  void promote_svdThatTheModelCanNotHold_endsWithTwo(String line, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = TestDatabase.H2.create(directory);
    written(settings).close();
    List<String> options = new ArrayList<>(List.of("--promote=twin"));
    options.addAll(List.of(line.split(" ")));
    assertThat(run(settings, "replay", options.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains("--svd");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void promote_noDatabase_makesNone(@TempDir Path directory) {
    assertThat(execute(List.of("replay", "--promote=twin", "--data=" + directory))).isEqualTo(1);
    assertThat(err.toString()).contains("There is no database here");
    assertThat(directory).isEmptyDirectory();
  }

  /** The product of the first three factors. */
  private static float decomposed(FactorVector user, ItemState item) {
    float sum = 0f;
    for (int f = 0; f < 3; f++) {
      sum += user.get(f) * item.factors().vector().get(f);
    }
    return sum;
  }

  private static UserState user(DatabaseSettings settings, String id) throws Exception {
    UserState fresh =
        UserState.fresh(new Sgd(MainModel.SETTINGS).freshUser(new UserId(id)), MainModel.WINDOW);
    return fresh.apply((UserEvent) onlyEvent(settings, "user|" + id));
  }

  private static ItemState item(DatabaseSettings settings, String id) throws Exception {
    ItemState fresh = ItemState.fresh(new Sgd(MainModel.SETTINGS).freshItem(new ItemId(id)));
    return fresh.apply((ItemEvent) onlyEvent(settings, "item|" + id));
  }

  private static Object onlyEvent(DatabaseSettings settings, String id) throws Exception {
    try (Database side = Database.open(settings.of(TWIN));
        Connection connection = side.dataSource().getConnection();
        Decoder decoder = new Decoder(AppConfig.load(Optional.empty()))) {
      List<JournalRows.Row> rows = new JournalRows(decoder.serialization()).read(connection, id);
      assertThat(rows).as(id).hasSize(1);
      return rows.get(0).event();
    }
  }

  private static String select(Database database, String query) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      List<String> values = new ArrayList<>();
      for (int c = 1; c <= row.getMetaData().getColumnCount(); c++) {
        values.add(String.valueOf(row.getString(c)));
      }
      return String.join("|", values);
    }
  }

  private int run(DatabaseSettings database, String command, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--set=tandem.database.url=" + database.url(),
                "--set=tandem.database.user=" + database.user(),
                "--set=tandem.database.password=" + database.password(),
                "--set=tandem.database.migrate=" + database.migrate()));
    arguments.addAll(List.of(options));
    return execute(arguments);
  }

  private int execute(List<String> arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
