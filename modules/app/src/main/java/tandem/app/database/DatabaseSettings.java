package tandem.app.database;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tandem.model.ModelName;

/**
 * How to reach the database of journal and read models.
 *
 * @param url JDBC URL of H2 or PostgreSQL, complete
 * @param user of the database
 * @param password of the user; not in {@link #toString()}
 * @param migrate whether a node makes and alters the tables itself when it starts
 * @param schema where the tables are; empty for the one that connections begin with
 */
public record DatabaseSettings(
    String url, String user, String password, boolean migrate, String schema) {

  private static final String PLUGIN = "akka-persistence-jdbc.shared-databases.slick";
  private static final String MODEL = "model_";
  private static final Pattern SCHEMA = Pattern.compile("([a-z][a-z0-9_]*)?");

  /**
   * Throws {@link IllegalArgumentException} for another database than H2 and PostgreSQL, and for a
   * schema that is not of lower-case letters, digits and underscores. Options that an H2 URL must
   * have and lacks are added.
   */
  public DatabaseSettings {
    if (!SCHEMA.matcher(schema).matches()) {
      throw new IllegalArgumentException("no schema is called " + schema);
    }
    if (Dialect.of(url) == Dialect.H2) {
      url = H2Url.withRequired(url);
    }
  }

  /** Of a database whose tables a node makes itself. */
  public DatabaseSettings(String url, String user, String password) {
    this(url, user, password, true, "");
  }

  /** Reads the section {@code tandem.database}; an empty URL is an H2 file in {@code directory}. */
  public static DatabaseSettings of(Config config, Path directory) {
    String url = config.getString("url");
    return new DatabaseSettings(
        url.isEmpty() ? H2Url.inDirectory(directory) : url,
        config.getString("user"),
        config.getString("password"),
        config.getBoolean("migrate"),
        "");
  }

  /** Whether no other process can use it at the same time. */
  public boolean belongsToOneProcess() {
    return Dialect.of(url) == Dialect.H2;
  }

  /** The same database, where {@code model} has its tables. */
  public DatabaseSettings of(ModelName model) {
    return in(model.isMain() ? "" : MODEL + model.value());
  }

  /** How a command is told of the schema; empty for the main model's. */
  String modelOption() {
    return schema.isEmpty() ? "" : " --model " + schema.substring(MODEL.length());
  }

  DatabaseSettings in(String other) {
    return new DatabaseSettings(url, user, password, migrate, other);
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
        node.migrate(),
        node.schema());
  }

  /**
   * The settings of the journal plugin for this database, to be laid over the rest: {@code
   * settings.pluginConfig().withFallback(config)}.
   */
  public Config pluginConfig() {
    return slickConfig(PLUGIN).withFallback(ConfigFactory.parseMap(dialect().recovery()));
  }

  /** How Slick reaches this database, under {@code path}. */
  Config slickConfig(String path) {
    Map<String, Object> values = new HashMap<>();
    values.put("profile", dialect().slickProfile());
    values.put("db.driver", dialect().driver());
    values.put("db.url", jdbcUrl());
    values.put("db.user", user);
    values.put("db.password", password);
    dialect()
        .driverProperties()
        .forEach((name, value) -> values.put("db.properties." + name, value));
    return ConfigFactory.parseMap(values, "tandem.database").atPath(path);
  }

  /** The URL of a connection whose tables are those of the schema. */
  String jdbcUrl() {
    return schema.isEmpty() ? url : dialect().inSchema(url, schema);
  }

  Dialect dialect() {
    return Dialect.of(url);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[%s as %s%s]"
        .formatted(dialect(), user, schema.isEmpty() ? "" : " in " + schema);
  }
}
