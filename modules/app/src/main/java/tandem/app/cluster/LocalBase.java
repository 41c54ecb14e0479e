package tandem.app.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tandem.app.kafka.EmbeddedKafka;

/** What the nodes of a cluster on this machine stand on, in this process. */
final class LocalBase implements AutoCloseable {

  private final @Nullable EmbeddedPostgres postgres;
  private final @Nullable EmbeddedKafka kafka;

  private LocalBase(@Nullable EmbeddedPostgres postgres, @Nullable EmbeddedKafka kafka) {
    this.postgres = postgres;
    this.kafka = kafka;
  }

  /** Starts what the plan does not find elsewhere. */
  static LocalBase start(LocalDirectory directory, LocalPlan plan) throws IOException {
    EmbeddedPostgres postgres =
        plan.ownsDatabase() ? postgres(directory.postgres(), plan.databasePort()) : null;
    EmbeddedKafka kafka =
        plan.ownsKafka() ? EmbeddedKafka.start(directory.kafka(), plan.kafkaPort()) : null;
    return new LocalBase(postgres, kafka);
  }

  private static EmbeddedPostgres postgres(Path data, int port) throws IOException {
    stopOrphan(data);
    Ports.requireFree(port, "PostgreSQL");
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .setPort(port)
          // The library's defaults are for tests: a crash of the machine would lose the data.
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .start();
    } catch (IllegalStateException none) {
      throw new IOException(
          "PostgreSQL can't be started here: install one, and name it by TANDEM_DATABASE_URL,"
              + " TANDEM_DATABASE_USER and TANDEM_DATABASE_PASSWORD. "
              + none.getMessage(),
          none);
    }
  }

  /** A server whose base was killed goes on alone. */
  private static void stopOrphan(Path data) throws IOException {
    Optional<ProcessHandle> orphan = orphan(data);
    if (orphan.isPresent()) {
      // "Fast shutdown": SIGTERM would wait until the nodes are gone.
      String pid = Long.toString(orphan.get().pid());
      try {
        int unused = new ProcessBuilder("kill", "-INT", pid).inheritIO().start().waitFor();
      } catch (InterruptedException e) {
        throw new IOException("Interrupted while PostgreSQL was to end.", e);
      }
      ProcessHandle unused = orphan.get().onExit().join();
    }
  }

  private static Optional<ProcessHandle> orphan(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
    return ProcessHandle.of(pid)
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .filter(given -> List.of(given).contains(data.toString()))
                    .isPresent());
  }

  @Override
  public void close() {
    if (kafka != null) {
      kafka.close();
    }
    try {
      if (postgres != null) {
        postgres.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
