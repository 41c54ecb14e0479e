package tandem.app.database;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How to reach the database of journal and read models.
 *
 * @param url JDBC URL of H2 or PostgreSQL, complete
 * @param user of the database
 * @param password of the user; not in {@link #toString()}
 * @param migrate whether a node makes and alters the tables itself when it starts
 */
public record DatabaseSettings(String url, String user, String password, boolean migrate) {

  private static final String PLUGIN = "akka-persistence-jdbc.shared-databases.slick.";

  /**
   * Throws {@link IllegalArgumentException} for another database than H2 and PostgreSQL. Options
   * that an H2 URL must have and lacks are added.
   */
  public DatabaseSettings {
    if (Dialect.of(url) == Dialect.H2) {
      url = H2Url.withRequired(url);
    }
  }

  /** Of a database whose tables a node makes itself. */
  public DatabaseSettings(String url, String user, String password) {
    this(url, user, password, true);
  }

  /** Reads the section {@code tandem.database}; an empty URL is an H2 file in {@code directory}. */
  public static DatabaseSettings of(Config config, Path directory) {
    String url = config.getString("url");
    return new DatabaseSettings(
        url.isEmpty() ? H2Url.inDirectory(directory) : url,
        config.getString("user"),
        config.getString("password"),
        config.getBoolean("migrate"));
  }

  /** The same database as seen by the owner of its tables, {@code owner} in the section. */
  public static DatabaseSettings ofOwner(Config config, Path directory) {
    DatabaseSettings node = of(config, directory);
    Config owner = config.getConfig("owner");
    if (owner.getString("user").isEmpty()) {
      return node;
    }
    String url = owner.getString("url");
    return new DatabaseSettings(
        url.isEmpty() ? node.url() : url,
        owner.getString("user"),
        owner.getString("password"),
        node.migrate());
  }

  /**
   * The settings of the journal plugin for this database, to be laid over the rest: {@code
   * settings.pluginConfig().withFallback(config)}.
   */
  public Config pluginConfig() {
    Map<String, Object> values = new HashMap<>();
    values.put(PLUGIN + "profile", dialect().slickProfile());
    values.put(PLUGIN + "db.driver", dialect().driver());
    values.put(PLUGIN + "db.url", url);
    values.put(PLUGIN + "db.user", user);
    values.put(PLUGIN + "db.password", password);
    dialect()
        .driverProperties()
        .forEach((name, value) -> values.put(PLUGIN + "db.properties." + name, value));
    return ConfigFactory.parseMap(values, "tandem.database");
  }

  Dialect dialect() {
    return Dialect.of(url);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[" + dialect() + " as " + user + "]";
  }
}
