package tandem.app.past;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import tandem.app.AppSettings;
import tandem.app.ModelConfig;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.DatabaseView;
import tandem.app.store.JdbcSideModels;
import tandem.app.store.SideModel;
import tandem.model.ModelName;
import tandem.model.ModelSettings;
import tandem.protocol.InteractionRules;

/**
 * What a journal was made by, as the database says itself.
 *
 * @param settings of the model
 * @param rules with the scale of the ratings
 */
public record StoredModel(ModelSettings settings, InteractionRules rules) {

  /**
   * Looks without making anything; throws {@link IOException} with a sentence for the user where
   * there is no database, or no such model in it.
   */
  public static StoredModel of(Config node, ModelName name) throws IOException {
    DatabaseSettings main = AppSettings.of(node).database();
    try (DatabaseView view = DatabaseView.open(main.of(name))) {
      Config stored = over(node, view.connection());
      ModelSettings settings =
          name.isMain()
              ? ModelConfig.model(stored)
              : beside(main, name).orElse(ModelConfig.model(stored));
      return new StoredModel(settings, ModelConfig.rules(stored));
    } catch (SQLException | DatabaseView.UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Empty for a model that was removed, whose tables are still there. */
  private static Optional<ModelSettings> beside(DatabaseSettings main, ModelName name)
      throws SQLException {
    try (DatabaseView view = DatabaseView.open(main)) {
      return JdbcSideModels.read(view.connection()).stream()
          .filter(model -> model.name().equals(name))
          .findAny()
          .map(SideModel::settings);
    }
  }

  /** {@code settings}, but for the model those of the journal. */
  private static Config over(Config settings, Connection connection)
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
