package tandem.app.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A result of the database as rows, of which the next one can be looked at. */
final class Rows {

  private final ResultSet result;
  private final Reading reading;
  private @Nullable Row next;

  /** Reads the row that the result stands on. */
  @FunctionalInterface
  interface Reading {
    Row read(ResultSet result) throws SQLException;
  }

  Rows(ResultSet result, Reading reading) throws SQLException {
    this.result = result;
    this.reading = reading;
    advance();
  }

  /** The next row, or null at the end. */
  @Nullable Row peek() {
    return next;
  }

  /** Goes one row on. */
  void advance() throws SQLException {
    next = result.next() ? reading.read(result) : null;
  }
}
