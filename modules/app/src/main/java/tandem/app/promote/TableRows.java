package tandem.app.promote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import tandem.app.database.DatabaseView;

/** Rows of a table, to be put into the table of that name in another schema. */
record TableRows(String table, List<String> columns, List<List<Object>> rows) {

  static TableRows read(DatabaseView database, String table, List<String> columns)
      throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (ResultSet row =
        database.query("select " + String.join(", ", columns) + " from " + table)) {
      while (row.next()) {
        List<Object> values = new ArrayList<>();
        for (int c = 1; c <= columns.size(); c++) {
          values.add(row.getObject(c));
        }
        rows.add(values);
      }
    }
    return new TableRows(table, columns, rows);
  }

  TableRows filter(Predicate<List<Object>> wanted) {
    return new TableRows(table, columns, rows.stream().filter(wanted).toList());
  }

  void insert(Connection connection) throws SQLException {
    String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
    String names = String.join(", ", columns);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into " + table + " (" + names + ") values (" + places + ")")) {
      for (List<Object> row : rows) {
        for (int c = 0; c < row.size(); c++) {
          insert.setObject(c + 1, row.get(c));
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
