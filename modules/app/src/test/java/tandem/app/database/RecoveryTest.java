package tandem.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.protocol.journal.ItemEvent;

/** Entities that start at the same time: on PostgreSQL they share queries, on H2 they do not. */
final class RecoveryTest {

  private static final int ITEMS = 150;
  private static final int LONG = 600; // more than a query reads of one journal

  @ParameterizedTest
  @EnumSource
  void recover_manyAtOnce_eachHasItsOwn(TestDatabase kind, @TempDir Path directory)
      throws SQLException {
    DatabaseSettings settings = kind.create(directory);
    Database.open(settings).close(); // makes the tables
    try (TestJournal journal = TestJournal.open(settings)) {
      journal.writeItems(ITEMS, item -> events(item, item % 9));
      List<String> ids = new ArrayList<>();
      for (int item = 0; item < ITEMS; item++) {
        ids.add("i" + item);
        ids.add("never-met" + item);
      }

      List<TestJournal.Stored> stored = journal.recoverAll("item", ids);

      for (int item = 0; item < ITEMS; item++) {
        int events = item % 9;
        assertThat(stored.get(2 * item).sequence()).isEqualTo(events);
        assertThat(stored.get(2 * item).state().heat()).isEqualTo(heat(item, events));
        assertThat(stored.get(2 * item + 1).sequence()).isZero();
      }
    }
  }

  /** Akka does not believe a journal in which a writer comes back after another one. */
  @ParameterizedTest
  @EnumSource
  void write_byOneJournalAfterAnother_eachIsAnotherWriter(
      TestDatabase kind, @TempDir Path directory) throws SQLException {
    DatabaseSettings settings = kind.create(directory);
    try (Database database = Database.open(settings);
        TestJournal journal = TestJournal.open(settings)) {
      for (int n = 0; n < 3; n++) {
        journal.write("item", "moving", new ItemEvent.Removed());
      }
      try (Connection connection = database.dataSource().getConnection();
          Statement query = connection.createStatement();
          var row = query.executeQuery("select count(distinct writer) from event_journal")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt(1)).isEqualTo(3);
      }
      assertThat(journal.recover("item", "moving").sequence()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void recover_longJournalWithoutSnapshotOrBeginning_readsToItsEnd(
      TestDatabase kind, @TempDir Path directory) throws SQLException {
    DatabaseSettings settings = kind.create(directory);
    try (Database database = Database.open(settings);
        TestJournal journal = TestJournal.open(settings)) {
      write(journal, "whole", 1);
      write(journal, "headless", 2);
      journal.await(() -> assertThat(snapshots(database)).isEqualTo(2));
      execute(database, "delete from snapshot");
      execute(
          database,
          "delete from event_journal where persistence_id = 'item|headless'"
              + " and sequence_number <= 300");

      List<TestJournal.Stored> stored = journal.recoverAll("item", List.of("whole", "headless"));

      assertThat(stored).extracting(TestJournal.Stored::sequence).containsOnly((long) LONG);
      assertThat(stored.get(0).state().heat()).isEqualTo(heat(1, LONG));
      assertThat(stored.get(1).state().heat()).isEqualTo(heat(2, LONG));
    }
  }

  @Test
  void recover_besideOthersThatCannotBeRead_isNotHeldUp(@TempDir Path directory)
      throws SQLException {
    DatabaseSettings settings = TestDatabase.POSTGRESQL.create(directory);
    try (Database database = Database.open(settings);
        TestJournal journal = TestJournal.open(settings)) {
      write(journal, "snapshot", 1);
      journal.writeItems(2, item -> events(item, 2));
      journal.await(() -> assertThat(snapshots(database)).isEqualTo(1));
      execute(database, "update snapshot set snapshot_payload = decode('00', 'hex')");
      execute(
          database,
          "update event_journal set event_payload = decode('00', 'hex')"
              + " where persistence_id = 'item|i0' and sequence_number = 2");

      List<TestJournal.Stored> stored = journal.recoverAll("item", List.of("snapshot", "i0", "i1"));

      assertThat(stored.get(0).sequence()).isEqualTo(LONG); // by its events
      assertThat(stored.get(1)).isEqualTo(TestJournal.UNREADABLE);
      assertThat(stored.get(2).sequence()).isEqualTo(2);
    }
  }

  private static void write(TestJournal journal, String id, int item) {
    journal.write("item", id, events(item, LONG).toArray(ItemEvent[]::new));
  }

  private static List<ItemEvent> events(int item, int count) {
    return IntStream.rangeClosed(1, count)
        .<ItemEvent>mapToObj(
            event ->
                new ItemEvent.Learned(
                    List.of(), new Factors(FactorVector.of(event), 0f, 0f, 0), heat(item, event)))
        .toList();
  }

  /** Tells which item's event it is; 0 for none. */
  private static double heat(int item, int event) {
    return event == 0 ? 0 : item * 1000.0 + event;
  }

  /** How many snapshots of whole journals there are. */
  private static long snapshots(Database database) {
    try (Connection connection = database.dataSource().getConnection();
        Statement query = connection.createStatement();
        var row =
            query.executeQuery("select count(*) from snapshot where sequence_number = " + LONG)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }
}
