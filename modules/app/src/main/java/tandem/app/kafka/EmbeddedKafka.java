package tandem.app.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker in this process (KRaft, broker and controller in one), by default reachable
 * from this machine only. An acknowledged record survives {@code kill -9} of the process, since it
 * is in the operating system's page cache by then; it does not survive a power cut, which needs a
 * broker with replicas.
 *
 * <p>A broker that can no longer serve, its disk being full for one, halts the JVM, as Kafka's own
 * server does.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final KafkaRaftServer server;
  private final String bootstrap;

  private EmbeddedKafka(KafkaRaftServer server, String bootstrap) {
    this.server = server;
    this.bootstrap = bootstrap;
  }

  /**
   * Starts the broker on the logs in {@code directory}, which is made when there is none, and
   * returns when it accepts requests. Throws {@link org.apache.kafka.common.KafkaException} when
   * another process uses the directory or the port.
   *
   * @param port on 127.0.0.1; 0 takes the port of the last start, or a free one at the first
   */
  public static EmbeddedKafka start(Path directory, int port) throws IOException {
    return start(directory, LOOPBACK, port);
  }

  /**
   * The same for clients that reach {@code host}, an address of this machine. Anybody who does may
   * read and write all that is in the broker.
   */
  public static EmbeddedKafka start(Path directory, String host, int port) throws IOException {
    Path logs = Files.createDirectories(directory.toAbsolutePath().resolve("logs"));
    BrokerIdentity identity = BrokerIdentity.load(directory, port);
    format(logs, identity);
    identity.save(directory);
    KafkaConfig config = new KafkaConfig(BrokerConfig.of(logs, host, identity), false);
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
    return new EmbeddedKafka(server, host + ":" + identity.port());
  }

  /** Where a broker that another process runs on {@code directory} is reached, or empty. */
  public static Optional<String> running(Path directory) throws IOException {
    OptionalInt port = BrokerIdentity.keptPort(directory);
    if (port.isEmpty()) {
      return Optional.empty();
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.getAsInt())) {
      return Optional.of(LOOPBACK + ":" + socket.getPort());
    } catch (ConnectException nobody) {
      return Optional.empty();
    }
  }

  /** Whether a broker was ever started on {@code directory}. */
  public static boolean exists(Path directory) throws IOException {
    return BrokerIdentity.keptPort(directory).isPresent();
  }

  /** Where clients connect: {@code host:port}. */
  public String bootstrap() {
    return bootstrap;
  }

  /**
   * Stops the broker after its clients' requests under way, and returns when its logs are closed.
   */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path logs, BrokerIdentity identity) throws IOException {
    Formatter formatter =
        new Formatter()
            .setPrintStream(silent())
            .setNodeId(BrokerConfig.NODE_ID)
            .setClusterId(identity.clusterId())
            .setControllerListenerName(BrokerConfig.CONTROLLER)
            .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
            .setIgnoreFormatted(true)
            .setMetadataLogDirectory(logs.toString())
            .addDirectory(logs.toString());
    try {
      formatter.run();
    } catch (IOException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IOException("Can't prepare " + logs + " for the embedded broker", failed);
    }
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
