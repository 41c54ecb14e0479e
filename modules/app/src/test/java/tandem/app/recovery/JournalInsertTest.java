package tandem.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.persistence.jdbc.AkkaSerialization.AkkaSerialized;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.util.Try;
import tandem.app.database.Database;
import tandem.app.database.TestDatabase;

final class JournalInsertTest {

  private static final String TOO_LONG = "x".repeat(300);

  private static EntityWrite write(String id, long first, long last) {
    return new EntityWrite(
        id,
        LongStream.rangeClosed(first, last)
            .mapToObj(
                n ->
                    new EntityWrite.Row(
                        id,
                        n,
                        "writer",
                        1_000 + n,
                        new AkkaSerialized(7, "u", new byte[] {(byte) n})))
            .toList());
  }

  private static List<String> written(Connection connection) throws SQLException {
    List<String> written = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select persistence_id, sequence_number from event_journal"
                    + " order by persistence_id, sequence_number")) {
      while (row.next()) {
        written.add(row.getString(1) + " " + row.getLong(2));
      }
    }
    return written;
  }

  private static String state(Try<Done> outcome) {
    return outcome.isSuccess() ? "" : ((SQLException) outcome.failed().get()).getSQLState();
  }

  @ParameterizedTest
  @EnumSource
  void write_group_isThere(TestDatabase kind, @TempDir Path directory) throws SQLException {
    try (Database database = Database.open(kind.create(directory));
        Connection connection = database.dataSource().getConnection()) {
      List<Try<Done>> outcomes =
          JournalInsert.write(connection, List.of(write("item|z", 1, 1), write("item|a", 1, 3)));

      assertThat(outcomes).hasSize(2).allMatch(Try::isSuccess);
      assertThat(written(connection))
          .containsExactly("item|a 1", "item|a 2", "item|a 3", "item|z 1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void write_besideThoseThatTheDatabaseRefuses_isThere(TestDatabase kind, @TempDir Path directory)
      throws SQLException {
    try (Database database = Database.open(kind.create(directory));
        Connection connection = database.dataSource().getConnection()) {
      assertThat(JournalInsert.write(connection, List.of(write("item|a", 2, 2))))
          .allMatch(Try::isSuccess);

      List<Try<Done>> outcomes =
          JournalInsert.write(
              connection,
              List.of(
                  write("item|b", 1, 1),
                  write(TOO_LONG, 1, 1),
                  write("item|a", 1, 2), // the second of them is there already
                  write("item|z", 7, 8)));

      assertThat(outcomes.stream().map(JournalInsertTest::state))
          .containsExactly("", "22001", "23505", "");
      assertThat(written(connection))
          .containsExactly("item|a 2", "item|b 1", "item|z 7", "item|z 8");
    }
  }
}
