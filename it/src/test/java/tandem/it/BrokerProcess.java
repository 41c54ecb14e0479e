package tandem.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A Kafka broker in a process of its own. What it keeps is in a directory, and so is its port. */
final class BrokerProcess {

  private static final Pattern ADDRESS = Pattern.compile("Broker at (\\S+)");

  private final Processes processes;
  private final Path directory;
  private final String host;
  private final Running process;
  private final String bootstrap;

  private BrokerProcess(Processes processes, Path directory, String host, Running process) {
    this.processes = processes;
    this.directory = directory;
    this.host = host;
    this.process = process;
    this.bootstrap = process.awaitOutput(ADDRESS);
  }

  /** Starts a broker, and returns when it takes requests. */
  static BrokerProcess start(Processes processes, Path directory) throws IOException {
    return start(processes, directory, "127.0.0.1");
  }

  /** The same for clients that reach an address of this machine. */
  static BrokerProcess start(Processes processes, Path directory, String host) throws IOException {
    String data = directory.resolve("broker").toString();
    return new BrokerProcess(
        processes, directory, host, processes.start(directory, BrokerMain.class, data, host));
  }

  /** Where clients connect; the same after a start on the same directory. */
  String bootstrap() {
    return bootstrap;
  }

  /** SIGKILL. */
  void kill() {
    process.kill();
  }

  /** SIGSTOP. */
  void pause() {
    process.pause();
  }

  /** SIGCONT. */
  void resume() {
    process.resume();
  }

  /** Starts another one on what this one has left. */
  BrokerProcess startAgain() throws IOException {
    return start(processes, directory, host);
  }
}
