package tandem.app.recovery;

import akka.Done;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;

/**
 * Writes of entities into {@code event_journal}, by one statement for all of them, on a connection
 * that commits by itself.
 */
final class JournalInsert {

  private static final String SQL =
      "insert into event_journal (persistence_id, sequence_number, writer, write_timestamp,"
          + " adapter_manifest, event_ser_id, event_ser_manifest, event_payload)"
          // H2 does not take the types of parameters from the arrays.
          + " select * from unnest(cast(? as varchar array), cast(? as int8 array),"
          + " cast(? as varchar array), cast(? as int8 array), cast(? as varchar array),"
          + " cast(? as int4 array), cast(? as varchar array), cast(? as bytea array))";

  // Two nodes that write the same entities must not wait for each other.
  private static final Comparator<EntityWrite> ORDER = Comparator.comparing(EntityWrite::id);

  private static final Try<Done> DURABLE = new Success<>(Done.getInstance());

  private JournalInsert() {}

  /**
   * What became of each write, in their order. One that the database does not take fails alone;
   * what else happens to the connection fails all.
   */
  static List<Try<Done>> write(Connection connection, List<EntityWrite> group) {
    try {
      insert(connection, group.stream().sorted(ORDER).toList());
      return group.stream().map(write -> DURABLE).toList();
    } catch (SQLException e) {
      return group.size() > 1 && isOfARow(e)
          ? oneByOne(connection, group)
          : group.stream().map(write -> failed(e)).toList();
    }
  }

  private static List<Try<Done>> oneByOne(Connection connection, List<EntityWrite> group) {
    List<Try<Done>> outcomes = new ArrayList<>();
    for (EntityWrite write : group) {
      try {
        insert(connection, List.of(write));
        outcomes.add(DURABLE);
      } catch (SQLException e) {
        outcomes.add(failed(e));
        if (!isOfARow(e)) {
          break;
        }
      }
    }
    while (outcomes.size() < group.size()) { // the connection has no more to give
      outcomes.add(outcomes.get(outcomes.size() - 1));
    }
    return outcomes;
  }

  private static Try<Done> failed(SQLException e) {
    return new Failure<>(e);
  }

  /** Whether values are at fault, or a constraint such as the primary key. */
  private static boolean isOfARow(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  private static void insert(Connection connection, List<EntityWrite> writes) throws SQLException {
    List<EntityWrite.Row> rows = new ArrayList<>();
    writes.forEach(write -> rows.addAll(write.rows()));
    try (PreparedStatement insert = connection.prepareStatement(SQL)) {
      Columns columns = new Columns(insert, rows);
      columns.set("varchar", EntityWrite.Row::id, new String[0]);
      columns.set("int8", EntityWrite.Row::sequence, new Long[0]);
      columns.set("varchar", EntityWrite.Row::writer, new String[0]);
      columns.set("int8", EntityWrite.Row::written, new Long[0]);
      columns.set("varchar", row -> "", new String[0]);
      columns.set("int4", row -> row.event().serId(), new Integer[0]);
      columns.set("varchar", row -> row.event().serManifest(), new String[0]);
      columns.set("bytea", row -> row.event().payload(), new byte[0][]);
      insert.executeUpdate();
    }
  }

  /** The parameters of a statement, one after the other: a column of all rows each. */
  private static final class Columns {

    private final PreparedStatement statement;
    private final List<EntityWrite.Row> rows;
    private int parameter;

    Columns(PreparedStatement statement, List<EntityWrite.Row> rows) {
      this.statement = statement;
      this.rows = rows;
    }

    <T> void set(String type, Function<EntityWrite.Row, T> column, T[] empty) throws SQLException {
      List<T> values = new ArrayList<>(rows.size());
      rows.forEach(row -> values.add(column.apply(row)));
      statement.setArray(
          ++parameter, statement.getConnection().createArrayOf(type, values.toArray(empty)));
    }
  }
}
