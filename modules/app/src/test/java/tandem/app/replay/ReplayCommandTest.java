package tandem.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.app.database.TestJournal;
import tandem.app.store.JdbcModelStore;
import tandem.app.store.JournalModel;
import tandem.app.store.Sql;
import tandem.entity.user.UserState;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

/** The command on a database that the real plugin has written, and on files. */
final class ReplayCommandTest {

  private static final Factors FRESH = new Factors(FactorVector.of(0.5f, 2f), 0f, 0f, 0);
  private static final String RATING = "tandem.model.objective=rating";
  private static final int WINDOW = 1_000;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @EnumSource
  void replay_journal_measuresWhatWasRecordedAndTheSweep(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = written(kind, directory);

    assertThat(replay(settings, "--json", "--sweep", "model.sigma=0.1,0.2")).as(err()).isZero();

    JsonNode json = json();
    assertThat(json.path("source").asText()).isEqualTo("journal");
    assertThat(json.path("events").asInt()).isEqualTo(4);
    assertThat(json.path("users").asInt()).isEqualTo(2);
    assertThat(json.path("users_as_live").asInt(-1)).isZero(); // they are made up
    assertThat(json.path("models")).hasSize(4);
    assertThat(mean(json, 0, "MAE")).isEqualTo(0.5);
    assertThat(json.path("models").path(1).path("model").asText()).isEqualTo(Candidates.OWN);
    assertThat(mean(json, 2, "RMSE")).isLessThanOrEqualTo(mean(json, 3, "RMSE"));
  }

  @ParameterizedTest
  @EnumSource
  void replay_periodOfAJournal_leavesTheRestOut(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = written(kind, directory);

    assertThat(
            replay(
                settings,
                "--json",
                "--since",
                Instant.ofEpochSecond(2).toString(),
                "--until",
                Instant.ofEpochSecond(4).toString()))
        .isZero();

    assertThat(json().path("events").asInt()).isEqualTo(2);
    assertThat(json().has("users_as_live")).isFalse();
  }

  @Test
  void replay_eventThatCanNotBeRead_isNamed(@TempDir Path directory) throws Exception {
    DatabaseSettings settings = written(TestDatabase.H2, directory);
    try (Database database = Database.open(settings);
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update event_journal set event_ser_manifest = 'tandem.Nothing'"
              + " where persistence_id = 'user|b'");
    }

    assertThat(replay(settings)).isEqualTo(1);
    assertThat(err.toString()).contains("An event of user|b can't be read.");
  }

  @Test
  void replay_noDatabase_saysSo(@TempDir Path directory) {
    assertThat(execute("--data", directory.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no database here");
    assertThat(execute("--from", "log", "--data", directory.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no log here");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void replay_file_passesRepetitionsAndPrintsATable(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("ratings.csv"),
            "user,item,rating,timestamp\na,x,5,1\nb,x,4,2\na,x,5,1\nb,y,1,3\n");

    assertThat(execute("--from", file.toString(), "--set", "model.factors=4", "--set", RATING))
        .as(err())
        .isZero();

    assertThat(out.toString())
        .contains(": rating, 3 events of 2 users with 2 items")
        .containsPattern("(?m)^" + Candidates.OWN + " ")
        .containsPattern("(?m)^model.factors=4 ")
        .containsPattern("(?m)^best by RMSE: ");
  }

  @Test
  void replay_wrongUsage_endsWithTwo(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("f.csv"), "user,item,rating\na,x,5\n");

    assertThat(execute("--set", "factors=4")).isEqualTo(2);
    assertThat(err.toString()).contains("--set: factors is no setting");
    assertThat(execute("--sweep", "tandem.model.factors=4,5")).isEqualTo(2);
    assertThat(err.toString()).contains("--sweep: tandem.model.factors is no setting");
    assertThat(execute("--from", file.toString(), "--set", "model.nothing=4")).isEqualTo(2);
    assertThat(err.toString()).contains("unknown settings [model.nothing]");
  }

  /** The users a and b with two ratings each, at the seconds 1 to 4, each missed by half a star. */
  private static DatabaseSettings written(TestDatabase kind, Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (Database database = Database.open(settings);
        TestJournal journal = TestJournal.open(settings)) {
      JournalModel unused =
          new JdbcModelStore(new Sql(database.dataSource(), Runnable::run))
              .findOrInsert(new JournalModel("rating", 2, 7, 0.5, 5))
              .toCompletableFuture()
              .join();
      write(journal, "a", learned(1), learned(2));
      write(journal, "b", learned(3), learned(4));
    }
    return settings;
  }

  private static void write(TestJournal journal, String user, UserEvent... events) {
    journal.write(
        "user",
        user,
        UserState.fresh(FRESH, WINDOW),
        UserState::apply,
        UserState.snapshots(WINDOW),
        List.of(events));
  }

  private static UserEvent learned(long second) {
    UserStep step =
        new UserStep(
            new Delivery(new RecordId(0, 0, second), 0),
            new ItemId("x"),
            "rating",
            4.0,
            second * 1_000,
            null,
            second % 2 == 0 ? 0.5f : -0.5f);
    return new UserEvent.Learned(List.of(step), List.of(), FRESH, 4f);
  }

  private int replay(DatabaseSettings settings, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--set", "tandem.database.url=" + settings.url()));
    arguments.addAll(List.of("--set", "tandem.database.user=" + settings.user()));
    arguments.addAll(Arrays.asList(more));
    return execute(arguments.toArray(String[]::new));
  }

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    CommandLine command = new CommandLine(new ReplayCommand());
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private String err() {
    return out.toString() + err;
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(out.toString());
  }

  private static double mean(JsonNode json, int model, String metric) {
    return json.path("models").path(model).path("metrics").path(metric).path("mean").asDouble();
  }
}
