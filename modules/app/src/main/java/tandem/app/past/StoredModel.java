package tandem.app.past;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The settings that a journal was made by, as it says itself. */
public final class StoredModel {

  private StoredModel() {}

  /** {@code settings}, but for the model those of the journal. */
  public static Config over(Config settings, Connection connection)
      throws SQLException, IOException {
    try (Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery(
                "select objective, factors, seed, rating_min, rating_max from model")) {
      if (!row.next()) {
        throw new IOException("The journal is empty: no node has run on it.");
      }
      return ConfigFactory.parseMap(
              Map.of(
                  "tandem.model.objective", row.getString(1),
                  "tandem.model.factors", row.getInt(2),
                  "tandem.model.seed", row.getLong(3),
                  "tandem.events.rating.min", row.getDouble(4),
                  "tandem.events.rating.max", row.getDouble(5)),
              "journal")
          .withFallback(settings);
    }
  }
}
