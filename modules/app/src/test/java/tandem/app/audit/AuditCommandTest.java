package tandem.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

/** The command on a database that the real plugin and the real stores have written. */
final class AuditCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @EnumSource
  void audit_whatANodeHasWritten_holds(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = written(kind, directory);

    assertThat(audit(settings)).as(out.toString() + err).isEqualTo(0);
    assertThat(out.toString().lines()).hasSize(6).allMatch(line -> line.startsWith("✓"));
    assertThat(out.toString())
        .contains("I1 ", "learned 8", "in flight, item only 1", "users 2, items 2, events 18");
  }

  @ParameterizedTest
  @EnumSource
  void audit_asJson_isOneObject(TestDatabase kind, @TempDir Path directory) throws Exception {
    assertThat(audit(written(kind, directory), "--json", "--rejected", "1")).isEqualTo(0);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("holds").asBoolean()).isTrue();
    assertThat(json.path("invariants")).hasSize(6);
    assertThat(json.path("invariants").path(4).path("counts").path("index rows").asLong())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void audit_damagedBySql_namesTheDamage(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = written(kind, directory);
    execute(
        settings,
        "delete from event_journal where persistence_id = 'item|x' and sequence_number = 2");
    execute(settings, "update index_item set title = 'other' where item_id = 'y'");
    execute(
        settings,
        "update snapshot set snapshot_payload = (select s.snapshot_payload from"
            + " snapshot s where s.persistence_id = 'user|b')"
            + " where persistence_id = 'user|a'");

    assertThat(audit(settings)).isEqualTo(1);
    assertThat(out.toString())
        .contains("was learned by its user, but by no item")
        .contains("item|x: event 2 is missing between 1 and 3")
        .contains("item|y: the row of the index at 6 differs from the journal in title")
        .contains("user|a: the snapshot at 4 is not what replay gives");
  }

  @ParameterizedTest
  @EnumSource
  void audit_payloadOverwritten_namesTheEvent(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = written(kind, directory);
    execute(
        settings,
        "update event_journal set event_ser_manifest = 'tandem.Nothing'"
            + " where persistence_id = 'user|b' and sequence_number = 4");

    assertThat(audit(settings)).isEqualTo(1);
    assertThat(out.toString()).contains("user|b: event 4 can't be read");
  }

  @ParameterizedTest
  @EnumSource
  void audit_frontierRaisedByHand_findsWhatItPassed(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = written(kind, directory);
    execute(settings, "update frontier set next_offset = 100");

    assertThat(audit(settings)).isEqualTo(1);
    assertThat(out.toString())
        .contains("record 0/0/9 was learned by its item, but by no user")
        .contains("record 0/0/9 is below the frontier and not settled");
  }

  @Test
  void audit_truthOfAFile_isCompared(@TempDir Path directory) throws Exception {
    DatabaseSettings settings = written(TestDatabase.H2, directory);
    List<String> lines = new ArrayList<>();
    for (int offset = 0; offset < 8; offset++) {
      lines.add(
          "{\"user_id\":\" %s \",\"item_id\":\"%s\",\"timestamp\":%d.%03d}"
              .formatted(
                  WrittenNode.user(offset),
                  WrittenNode.item(offset),
                  Journals.TIME / 1_000,
                  offset));
    }
    Path truth = directory.resolve("truth.ndjson");
    Files.write(truth, lines);
    assertThat(audit(settings, "--truth", truth.toString())).as(out.toString()).isEqualTo(0);

    Files.write(truth, lines.subList(0, 7));
    assertThat(audit(settings, "--truth", truth.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("missing 0, extra 1");
  }

  @Test
  void audit_eventsWithoutAnAnswer_mayBeThereOrNot(@TempDir Path directory) throws Exception {
    DatabaseSettings settings = written(TestDatabase.H2, directory);
    List<String> lines = new ArrayList<>();
    for (int offset = 0; offset < 9; offset++) { // the last was not learned
      lines.add(
          "{\"user_id\":\"%s\",\"item_id\":\"%s\",\"timestamp\":%d.%03d}"
              .formatted(
                  WrittenNode.user(offset),
                  WrittenNode.item(offset),
                  Journals.TIME / 1_000,
                  offset));
    }
    Path truth = directory.resolve("truth.ndjson");
    Path unsure = directory.resolve("truth.ndjson.unsure");
    Files.write(truth, lines.subList(0, 7));
    Files.write(unsure, lines.subList(7, 9));

    String[] both = {"--truth", truth.toString(), "--unsure", unsure.toString()};
    assertThat(audit(settings, both)).as(out.toString()).isEqualTo(0);
    assertThat(audit(settings, "--unsure", unsure.toString())).isEqualTo(2);

    Files.write(unsure, lines.subList(8, 9));
    assertThat(audit(settings, both)).isEqualTo(1);
    assertThat(out.toString()).contains("missing 0, extra 1");
  }

  @Test
  void audit_truthThatIsNoEvent_endsWithTwoAndTheLine(@TempDir Path directory) throws Exception {
    DatabaseSettings settings = written(TestDatabase.H2, directory);
    Path truth = directory.resolve("truth.ndjson");
    Files.writeString(truth, "\n{\"user_id\":\"a\"}\n");

    assertThat(audit(settings, "--truth", truth.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("line 2 is no event that a node accepts");
    assertThat(audit(settings, "--truth", truth + ".none")).isEqualTo(2);
  }

  @Test
  void audit_fileOfARunningNode_saysWhatToDo(@TempDir Path directory) throws Exception {
    DatabaseSettings settings = written(TestDatabase.H2, directory);
    Path file = directory.resolve("tandem.mv.db");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(audit(settings)).isEqualTo(2);
    }
    assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.contains("stop the node"));
  }

  @Test
  void audit_noDatabase_saysSo(@TempDir Path directory) {
    assertThat(execute("--data", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("There is no database");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void audit_settingThatIsNone_endsWithTwo() {
    assertThat(execute("--set", "tandem.databse.url=x")).isEqualTo(2);
    assertThat(err.toString()).contains("databse");
  }

  private static DatabaseSettings written(TestDatabase kind, Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    WrittenNode.write(settings);
    return settings;
  }

  private static void execute(DatabaseSettings settings, String statement) throws Exception {
    try (Database database = Database.open(settings);
        Connection connection = database.dataSource().getConnection();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      assertThat(prepared.executeUpdate()).isPositive();
    }
  }

  private int audit(DatabaseSettings settings, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--set", "tandem.database.url=" + settings.url()));
    arguments.addAll(List.of("--set", "tandem.database.user=" + settings.user()));
    arguments.addAll(Arrays.asList(more));
    return execute(arguments.toArray(String[]::new));
  }

  private int execute(String... arguments) {
    CommandLine command = new CommandLine(new AuditCommand());
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
