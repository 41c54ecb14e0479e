package tandem.app.cluster;

import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a cluster on this machine is made of.
 *
 * @param nodes 1 to 5
 * @param port of HTTP of the first node; see {@link #http} and those beside it for the others
 * @param kafka {@code host:port} of brokers that are there already; empty for one of its own
 * @param databaseUrl JDBC URL of a PostgreSQL that is there already; empty for one of its own
 * @param databaseUser as whom to connect to it, who may make tables
 */
record LocalPlan(int nodes, int port, String kafka, String databaseUrl, String databaseUser) {

  static final String HOST = "127.0.0.1";
  static final int MOST_NODES = 5;

  private static final int A_NODE = 10;
  private static final int BESIDE_THE_NODES = 50;
  private static final int LAST_PORT = 65_535;

  /** Throws {@link IllegalArgumentException} that says which option makes no sense. */
  LocalPlan {
    if (nodes < 1 || nodes > MOST_NODES) {
      throw new IllegalArgumentException("--nodes must be 1 to 5.");
    }
    if (port < 1 || port > LAST_PORT - BESIDE_THE_NODES - 1) {
      throw new IllegalArgumentException(
          "--port must be 1 to " + (LAST_PORT - BESIDE_THE_NODES - 1) + ".");
    }
  }

  static LocalPlan of(Properties kept) {
    return new LocalPlan(
        Integer.parseInt(kept.getProperty("nodes", "")),
        Integer.parseInt(kept.getProperty("port", "")),
        kept.getProperty("kafka", ""),
        kept.getProperty("database.url", ""),
        kept.getProperty("database.user", ""));
  }

  Properties properties() {
    Properties kept = new Properties();
    kept.setProperty("nodes", Integer.toString(nodes));
    kept.setProperty("port", Integer.toString(port));
    kept.setProperty("kafka", kafka);
    kept.setProperty("database.url", databaseUrl);
    kept.setProperty("database.user", databaseUser);
    return kept;
  }

  LocalPlan withNodes(int number) {
    return new LocalPlan(number, port, kafka, databaseUrl, databaseUser);
  }

  /** The nodes' numbers, from 1. */
  IntStream numbers() {
    return IntStream.rangeClosed(1, nodes);
  }

  /** Port of HTTP of a node. */
  int http(int node) {
    return port + (node - 1) * A_NODE;
  }

  /** Port of its administration. */
  int admin(int node) {
    return http(node) + 1;
  }

  /** Port by which the nodes find each other. */
  int management(int node) {
    return http(node) + 2;
  }

  /** Port by which the nodes talk to each other. */
  int remoting(int node) {
    return http(node) + 3;
  }

  boolean ownsKafka() {
    return kafka.isEmpty();
  }

  boolean ownsDatabase() {
    return databaseUrl.isEmpty();
  }

  /** Port of the broker of its own. */
  int kafkaPort() {
    return port + BESIDE_THE_NODES;
  }

  /** Port of the PostgreSQL of its own. */
  int databasePort() {
    return port + BESIDE_THE_NODES + 1;
  }

  /** Where the brokers are. */
  String bootstrap() {
    return ownsKafka() ? HOST + ":" + kafkaPort() : kafka;
  }

  /** Where the database is. */
  String url() {
    return ownsDatabase()
        ? "jdbc:postgresql://%s:%d/postgres".formatted(HOST, databasePort())
        : databaseUrl;
  }

  /** As whom the nodes connect to it. */
  String user() {
    return ownsDatabase() ? "postgres" : databaseUser;
  }

  /**
   * The settings of a node. A password is not in it: it comes from the environment, as config/
   * says.
   */
  String config(int node) {
    return """
        # Node %d, made by ./tandem cluster up, which makes it anew.
        include classpath("config/cluster.conf")

        akka {
          remote.artery.canonical { hostname = "%s", port = %d }
          management {
            http.port = %d
            cluster.bootstrap.contact-point-discovery.required-contact-point-nr = %d
          }
          discovery.config.services.tandem.endpoints = [
        %s
          ]
        }

        tandem {
          http { port = %d, admin.port = %d }
          kafka.bootstrap = "%s"
          database { url = "%s", user = "%s", owner.user = "" }
        }
        """
        .formatted(
            node,
            HOST,
            remoting(node),
            management(node),
            nodes / 2 + 1,
            numbers()
                .mapToObj(n -> "    { host = \"%s\", port = %d }".formatted(HOST, management(n)))
                .collect(Collectors.joining("\n")),
            http(node),
            admin(node),
            bootstrap(),
            url(),
            user());
  }
}
