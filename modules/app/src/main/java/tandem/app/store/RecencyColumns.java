package tandem.app.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import tandem.model.Recency;

/**
 * An item's recency in the columns of {@code index_item}: since when in epoch seconds, and the
 * windows as bytes, each with its minutes (an int) and its heat (a double), little-endian. Null
 * where it is not known, as in rows of an earlier version.
 */
public final class RecencyColumns {

  /** The columns, in the order of {@link #set}. */
  public static final String NAMES = "since, trends";

  /** How many columns there are. */
  static final int COUNT = 2;

  private static final int WINDOW = Integer.BYTES + Double.BYTES;

  private RecencyColumns() {}

  /** The recency of the row. */
  public static Recency get(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes("trends");
    ByteBuffer trends =
        ByteBuffer.wrap(bytes == null ? new byte[0] : bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] windows = new int[trends.remaining() / WINDOW];
    double[] heats = new double[windows.length];
    for (int w = 0; w < windows.length; w++) {
      windows[w] = trends.getInt();
      heats[w] = trends.getDouble();
    }
    return Recency.of(row.getLong("since"), windows, heats); // 0 where it is null
  }

  /** Sets the parameters from {@code first} on. */
  static void set(PreparedStatement statement, int first, Recency recency) throws SQLException {
    if (recency.since() == 0) {
      statement.setNull(first, Types.BIGINT);
    } else {
      statement.setLong(first, recency.since());
    }
    ByteBuffer trends = ByteBuffer.allocate(recency.size() * WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    for (int w = 0; w < recency.size(); w++) {
      trends.putInt(recency.window(w)).putDouble(recency.heat(w));
    }
    statement.setBytes(first + 1, recency.size() == 0 ? null : trends.array());
  }
}
