package tandem.app.database;

import java.util.Map;
import tandem.app.recovery.SharedSnapshotDao;

/** A database that Tandem runs on, with what differs between them. */
enum Dialect {
  /** A file of this process: one node, no server. */
  H2("h2", "org.h2.Driver", "slick.jdbc.H2Profile$"),

  /** A server that several nodes share. */
  POSTGRESQL("postgresql", "org.postgresql.Driver", "slick.jdbc.PostgresProfile$");

  private final String product;
  private final String driver;
  private final String slickProfile;

  Dialect(String product, String driver, String slickProfile) {
    this.product = product;
    this.driver = driver;
    this.slickProfile = slickProfile;
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

  /**
   * A dead connection must end before the journal's circuit breaker (18 s) does, and pgjdbc waits
   * for ever unless it is told otherwise. A node that is frozen in the middle of a write must give
   * its locks back before its entities have come up elsewhere, or these can't write until it goes
   * on: the server ends such a session. Parameters in the URL win over these.
   */
  Map<String, String> driverProperties() {
    return switch (this) {
      case H2 -> Map.of();
      case POSTGRESQL ->
          Map.of(
              "reWriteBatchedInserts", "true",
              "tcpKeepAlive", "true",
              "connectTimeout", "5",
              "socketTimeout", "15",
              "options", "-c idle_in_transaction_session_timeout=10s");
    };
  }

  /**
   * How entities are recovered. A server is a round trip away, so those that start at the same time
   * share their queries, and what bounds them is not the number of recoveries. H2 is in this
   * process.
   */
  Map<String, Object> recovery() {
    return switch (this) {
      case H2 -> Map.of();
      case POSTGRESQL ->
          Map.of(
              "jdbc-snapshot-store.dao",
              SharedSnapshotDao.class.getName(),
              "akka.persistence.max-concurrent-recoveries",
              256);
    };
  }

  String inSchema(String url, String schema) {
    return switch (this) {
      case H2 -> url + ";SCHEMA=" + schema;
      case POSTGRESQL -> url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    };
  }

  String migrations() {
    return "classpath:db/migration/" + product;
  }
}
