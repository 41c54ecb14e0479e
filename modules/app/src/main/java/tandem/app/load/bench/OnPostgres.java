package tandem.app.load.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import tandem.app.cluster.ClusterCommand;

/**
 * One node of {@code ./tandem cluster up}, whose broker and PostgreSQL are processes of their own.
 */
final class OnPostgres implements BenchSystem {

  private static final int KAFKA = 50; // above the first port, see docs/cluster.md

  private final Path directory;
  private final int port;

  /** A system that takes {@code port} and the 51 above. */
  OnPostgres(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public double overload() {
    return 16_000;
  }

  @Override
  public void start() throws IOException {
    cluster("up", "--nodes", "1", "--port", Integer.toString(port));
  }

  @Override
  public void stop() throws IOException {
    cluster("down", "--node", "1");
  }

  @Override
  public void close() throws IOException {
    cluster("down");
  }

  private void cluster(String what, String... further) throws IOException {
    CommandLine command = new CommandLine(new ClusterCommand());
    List<String> arguments = new ArrayList<>(List.of(what));
    arguments.addAll(List.of("--dir", directory.toString()));
    arguments.addAll(List.of(further));
    if (command.execute(arguments.toArray(String[]::new)) != CommandLine.ExitCode.OK) {
      throw new IOException("./tandem cluster " + what + " has failed, see above.");
    }
  }

  @Override
  public URI server() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public String kafka() {
    return "127.0.0.1:" + (port + KAFKA);
  }

  @Override
  public List<String> database() {
    return List.of("--config", directory.resolve("node1.conf").toString());
  }
}
