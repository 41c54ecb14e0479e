package tandem.app.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** All that a cluster on this machine keeps. */
record LocalDirectory(Path path) {

  private static final String PLAN = "cluster.properties";
  private static final String LOCK = "lock";

  /** The plan of the last start; empty if there was none. */
  Optional<LocalPlan> plan() throws IOException {
    Path file = path.resolve(PLAN);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties kept = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      kept.load(reader);
      return Optional.of(LocalPlan.of(kept));
    } catch (IllegalArgumentException damaged) {
      throw new IOException(file + " is damaged: " + damaged.getMessage(), damaged);
    }
  }

  /** The same; throws {@link IOException} if there was no start. */
  LocalPlan requirePlan() throws IOException {
    return plan()
        .orElseThrow(
            () ->
                new IOException(
                    "There is no cluster in %s: ./tandem cluster up makes one.".formatted(path)));
  }

  /** Writes the plan, and the settings of each node. */
  void write(LocalPlan plan) throws IOException {
    try (Writer writer = Files.newBufferedWriter(path.resolve(PLAN))) {
      plan.properties().store(writer, "Kept by ./tandem cluster from start to start.");
    }
    for (int node : plan.numbers().toArray()) {
      Files.writeString(config(node), plan.config(node));
    }
  }

  /** Work on what is here. */
  interface Work {
    void run() throws IOException;
  }

  /** Does it while nobody else starts or stops what is here. */
  void alone(Work work) throws IOException {
    Files.createDirectories(path);
    try (FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        throw new IOException(
            "Another ./tandem cluster up or down is at work in %s: wait for it.".formatted(path));
      }
      work.run();
    }
  }

  Path config(int node) {
    return path.resolve("node" + node + ".conf");
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Path postgres() {
    return path.resolve("postgres");
  }

  /** Is there while Kafka and PostgreSQL can be used. */
  Path ready() {
    return path.resolve("base.ready");
  }

  LocalProcess node(int number) {
    return new LocalProcess(
        "node " + number,
        logs().resolve("node" + number + ".log"),
        List.of("run", "--config", config(number).toString()));
  }

  /** Kafka and PostgreSQL. */
  LocalProcess base() {
    return new LocalProcess(
        "Kafka and PostgreSQL",
        logs().resolve("base.log"),
        List.of("cluster", "base", "--dir", path.toString()));
  }

  /** Deletes all that a cluster makes here, and nothing else. */
  void delete() throws IOException {
    for (int node = 1; node <= LocalPlan.MOST_NODES; node++) {
      boolean unused = Files.deleteIfExists(config(node));
    }
    for (Path each :
        List.of(logs(), kafka(), postgres(), ready(), path.resolve(PLAN), path.resolve(LOCK))) {
      delete(each);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
