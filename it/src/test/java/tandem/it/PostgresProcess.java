package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL server in processes of its own, that can be stopped without warning, frozen, and put
 * back to an earlier state. It runs as root, too, in a user namespace.
 */
final class PostgresProcess implements AutoCloseable {

  private final Path directory;
  private EmbeddedPostgres server;
  private boolean frozen;

  private PostgresProcess(Path directory, EmbeddedPostgres server) {
    this.directory = directory;
    this.server = server;
  }

  /** Starts a server whose data is in {@code directory}, which is made. */
  static PostgresProcess start(Path directory) throws IOException {
    return new PostgresProcess(directory, start(directory, 0));
  }

  private static EmbeddedPostgres start(Path directory, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setPGStartupWait(Await.PATIENCE)
            // The library's default is off: a stop without warning would take back what is durable.
            .setServerConfig("synchronous_commit", "on");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  /**
   * What a node needs to keep its journal here; parameters of the driver are separated by &amp;.
   */
  String settings(String parameters) {
    String url = server.getJdbcUrl("postgres", "postgres");
    return "tandem.database { url = \"%s&%s\", user = postgres }%n".formatted(url, parameters);
  }

  /** The server dies without a checkpoint; transactions that are under way fail. */
  void stopImmediately() throws IOException {
    ProcessHandle postmaster = postmaster();
    signal("QUIT", List.of(postmaster)); // PostgreSQL's "immediate shutdown"
    boolean gone = Await.until("the server to end", postmaster::isAlive, alive -> !alive);
    assertThat(gone).isFalse();
    server.close(); // says that there is nothing to stop, and gives its lock on the directory back
  }

  /** Starts the server that was stopped, on the same port. */
  void startAgain() throws IOException {
    server = start(directory, server.getPort());
  }

  /** SIGSTOP to all its processes: connections stay open, and nothing answers. */
  void freeze() throws IOException {
    signal("STOP", processes());
    frozen = true;
  }

  /** SIGCONT. */
  void thaw() throws IOException {
    signal("CONT", processes());
    frozen = false;
  }

  /** Ends all sessions but the one that this is done by; returns how many. */
  long terminateBackends() throws SQLException {
    return number(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
  }

  /** The answer to a query for one number. */
  long number(String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }

  /** Copies the data of the server, which is stopped. */
  void copyTo(Path copy) throws IOException {
    run(List.of("cp", "-a", directory.toString(), copy.toString()));
  }

  /** Puts a copy in the place of the data of the server, which is stopped. */
  void restore(Path copy) throws IOException {
    run(List.of("rm", "-r", directory.toString()));
    run(List.of("cp", "-a", copy.toString(), directory.toString()));
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(directory.resolve("postmaster.pid")).get(0);
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private List<ProcessHandle> processes() throws IOException {
    ProcessHandle postmaster = postmaster();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
  }

  private static void signal(String name, List<ProcessHandle> processes) throws IOException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    run(command);
  }

  private static void run(List<String> command) throws IOException {
    try {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
          .as("%s", command)
          .isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (frozen) { // else one of its workers may end just when it is to be signalled
      thaw();
    }
    server.close();
  }
}
