package tandem.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tandem.model.FactorVector;
import tandem.model.ItemId;

/**
 * Enlarges the catalogue of a node that is not running: writes rows of the read model, each like
 * one of an item that the node has learned, with Gaussian noise of a tenth of its root mean square
 * on the factors, and of 0.02 on the bias. One item of a hundred has the category {@code 1in100},
 * and so on to {@code 1in10000}.
 *
 * <p>Arguments: the node's data directory, how many items there are to be.
 */
public final class MoreItems {

  private static final int PARTITIONS = 16;
  private static final int BATCH = 1_000;
  private static final int[] SHARES = {100, 1_000, 10_000};
  private static final String INSERT =
      "insert into index_item (item_id, part, sequence_number, vector, bias, heat, events, title,"
          + " categories, hidden, removed) values (?, ?, 1, ?, ?, ?, ?, ?, ?, false, false)";

  private final SplittableRandom random = new SplittableRandom(20261129);

  private record Row(FactorVector vector, float bias, double heat, long events) {}

  private static List<Row> learned(Connection connection) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select vector, bias, heat, events from index_item where events > 0"
                    + " order by item_id")) {
      while (row.next()) {
        rows.add(
            new Row(vector(row.getBytes(1)), row.getFloat(2), row.getDouble(3), row.getLong(4)));
      }
    }
    return rows;
  }

  private static long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from index_item")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void add(Connection connection, long items) throws SQLException {
    List<Row> learned = learned(connection);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (long n = count(connection); n < items; n++) {
        set(insert, n, learned.get(random.nextInt(learned.size())));
        insert.addBatch();
        if (n % BATCH == BATCH - 1 || n == items - 1) {
          insert.executeBatch();
          connection.commit();
        }
      }
    }
  }

  private void set(PreparedStatement insert, long n, Row like) throws SQLException {
    ItemId id = new ItemId("more-" + n);
    insert.setString(1, id.value());
    insert.setInt(2, id.partition(PARTITIONS));
    insert.setBytes(3, noisy(like.vector()));
    insert.setFloat(4, like.bias() + (float) (0.02 * random.nextGaussian()));
    insert.setDouble(5, like.heat());
    insert.setLong(6, like.events());
    insert.setString(7, "Item " + n);
    insert.setString(8, categories(n));
  }

  private static FactorVector vector(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return FactorVector.wrap(values);
  }

  private byte[] noisy(FactorVector vector) {
    double noise = 0.1 * Math.sqrt(vector.dot(vector) / vector.length());
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int f = 0; f < vector.length(); f++) {
      bytes.putFloat(vector.get(f) + (float) (noise * random.nextGaussian()));
    }
    return bytes.array();
  }

  private String categories(long n) {
    List<String> categories = new ArrayList<>();
    categories.add("all");
    for (int share : SHARES) {
      if (n % share == 0) {
        categories.add("1in" + share);
      }
    }
    return String.join("\n", categories);
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws SQLException {
    Path file = Path.of(arguments[0]).toAbsolutePath().resolve("tandem");
    String url = "jdbc:h2:file:" + file + ";DATABASE_TO_LOWER=TRUE;IFEXISTS=TRUE";
    try (Connection connection = DriverManager.getConnection(url, "tandem", "")) {
      connection.setAutoCommit(false);
      new MoreItems().add(connection, Long.parseLong(arguments[1]));
      System.out.println(count(connection) + " items");
    }
  }
}
