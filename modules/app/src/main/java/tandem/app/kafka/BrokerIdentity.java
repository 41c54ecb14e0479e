package tandem.app.kafka;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * What an embedded broker keeps from one start to the next, in a file beside its logs, so that its
 * clients find it again.
 *
 * @param clusterId made at the first start
 * @param port for clients
 * @param controllerPort for the broker's own controller
 */
record BrokerIdentity(String clusterId, int port, int controllerPort) {

  private static final String FILE = "tandem-broker.properties";

  /**
   * The identity kept in {@code directory}, or a new one. {@code port} 0 means the kept port, or a
   * free one when there is none or another program has taken it. Not written: see {@link #save}.
   */
  static BrokerIdentity load(Path directory, int port) throws IOException {
    Properties kept = read(directory.resolve(FILE));
    String clusterId = kept.getProperty("cluster.id");
    return new BrokerIdentity(
        clusterId == null ? Uuid.randomUuid().toString() : clusterId,
        port == 0 ? freePort(kept.getProperty("port", "0")) : port,
        freePort(kept.getProperty("controller.port", "0")));
  }

  /** The port of the last start in {@code directory}, or empty when there was none. */
  static OptionalInt keptPort(Path directory) throws IOException {
    String port = read(directory.resolve(FILE)).getProperty("port");
    return port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
  }

  /** Writes the file over the old one. */
  void save(Path directory) throws IOException {
    Properties kept = new Properties();
    kept.setProperty("cluster.id", clusterId);
    kept.setProperty("port", Integer.toString(port));
    kept.setProperty("controller.port", Integer.toString(controllerPort));
    try (Writer writer = Files.newBufferedWriter(directory.resolve(FILE))) {
      kept.store(writer, "Kept from start to start; delete together with the logs only.");
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties kept = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        kept.load(reader);
      }
    }
    return kept;
  }

  private static int freePort(String wanted) throws IOException {
    try (ServerSocket socket = bind(Integer.parseInt(wanted))) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      try (ServerSocket socket = bind(0)) {
        return socket.getLocalPort();
      }
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
