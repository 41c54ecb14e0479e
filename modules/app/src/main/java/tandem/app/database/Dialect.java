package tandem.app.database;

import java.util.Map;

/** A database that Tandem runs on, with what differs between them. */
enum Dialect {
  /** A file of this process: one node, no server. */
  H2("h2", "org.h2.Driver", "slick.jdbc.H2Profile$", Map.of()),

  /**
   * A server that several nodes share. A dead connection must end before the journal's circuit
   * breaker (20 s) does, and pgjdbc waits for ever unless it is told otherwise. Parameters in the
   * URL win over these.
   */
  POSTGRESQL(
      "postgresql",
      "org.postgresql.Driver",
      "slick.jdbc.PostgresProfile$",
      Map.of(
          "reWriteBatchedInserts", "true",
          "tcpKeepAlive", "true",
          "connectTimeout", "5",
          "socketTimeout", "15"));

  private final String product;
  private final String driver;
  private final String slickProfile;
  private final Map<String, String> driverProperties;

  Dialect(
      String product, String driver, String slickProfile, Map<String, String> driverProperties) {
    this.product = product;
    this.driver = driver;
    this.slickProfile = slickProfile;
    this.driverProperties = driverProperties;
  }

  /** Throws {@link IllegalArgumentException} for the URL of another database. */
  static Dialect of(String url) {
    for (Dialect dialect : values()) {
      if (url.startsWith("jdbc:" + dialect.product + ":")) {
        return dialect;
      }
    }
    throw new IllegalArgumentException(
        "tandem.database: url must start with jdbc:h2: or jdbc:postgresql:");
  }

  String driver() {
    return driver;
  }

  String slickProfile() {
    return slickProfile;
  }

  Map<String, String> driverProperties() {
    return driverProperties;
  }

  String migrations() {
    return "classpath:db/migration/" + product;
  }
}
