package tandem.app.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import tandem.model.Cooccurrence;

/**
 * An item's row of co-occurrences in the column {@code row_cells} of {@code index_item}; null where
 * it is empty, as in rows of an earlier version.
 */
public final class RowColumn {

  private RowColumn() {}

  /** The row of the item. */
  public static Cooccurrence get(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes("row_cells");
    return bytes == null ? Cooccurrence.NONE : Cooccurrence.of(bytes);
  }

  /** Sets the parameter. */
  static void set(PreparedStatement statement, int parameter, Cooccurrence row)
      throws SQLException {
    if (row.size() == 0) {
      statement.setNull(parameter, Types.VARBINARY);
    } else {
      statement.setBytes(parameter, row.toBytes());
    }
  }
}
