package tandem.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.protocol.Delivery;
import tandem.protocol.ItemDescription;
import tandem.protocol.RecordId;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemStep;

final class JournalTest {

  private static final ItemDescription TITLED =
      new ItemDescription("Amélie", List.of("romance", "comedy"), false);
  private static final Factors FACTORS =
      new Factors(FactorVector.of(0.25f, -1.5e-38f, 3.4e38f), 0.5f, 2f, 7);

  @ParameterizedTest
  @EnumSource
  void write_systemStartsAgain_recoversFromSnapshotAndEvents(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (Database database = Database.open(settings)) {
      try (TestJournal journal = TestJournal.open(settings)) {
        journal.write("item", "a", new ItemEvent.Removed());
        journal.write("item", "a", new ItemEvent.Described(TITLED), new ItemEvent.Removed());
        journal.write("item", "a", new ItemEvent.Described(TITLED));
      }
      try (TestJournal journal = TestJournal.open(settings)) {
        journal.write("item", "a", learned());
        TestJournal.Stored stored = journal.recover("item", "a");

        assertThat(stored.sequence()).isEqualTo(5);
        assertThat(stored.state().factors()).isEqualTo(FACTORS);
        assertThat(stored.state().heat()).isEqualTo(1.25);
        assertThat(stored.state().description()).isEqualTo(TITLED);
        assertThat(stored.state().removed()).isFalse();
      }
      assertThat(number(database, "select count(*) from event_journal")).isEqualTo(5);
      assertThat(number(database, "select max(sequence_number) from snapshot")).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void write_whatWasLearned_isStoredWithoutNames(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (Database database = Database.open(settings);
        TestJournal journal = TestJournal.open(settings)) {
      journal.write("item", "a", learned());

      long ours = journal.serialization().serializerFor(ItemEvent.Learned.class).identifier();
      assertThat(
              number(
                  database,
                  "select event_ser_id from event_journal where event_ser_manifest = 'i'"))
          .isEqualTo(ours);
    }
  }

  private static ItemEvent learned() {
    ItemStep step = new ItemStep(new Delivery(new RecordId(0, 1, 2), 1), -0.25f);
    return new ItemEvent.Learned(List.of(step), FACTORS, 1.25);
  }

  private static long number(Database database, String query) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }
}
