package tandem.peer;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Learns the events of a topic by Flink until it is stopped, and prints a line for each burst of
 * them, as CSV.
 */
@Command(
    name = "flink-peer",
    description = "Learns the events of a topic by Flink, and prints a line for each burst.",
    mixinStandardHelpOptions = true)
public final class FlinkPeer implements Callable<Integer> {

  @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT", description = "Brokers.")
  private String bootstrap = "";

  @Option(names = "--topic", description = "Of the events; ${DEFAULT-VALUE} by default.")
  private String topic = "user_behavior";

  @Option(
      names = "--from-start",
      description = "Learns what the topic has, too, and not only what comes from now on.")
  private boolean fromStart;

  @Option(names = "--factors", paramLabel = "N", description = "${DEFAULT-VALUE} by default.")
  private int factors = 32;

  @Option(
      names = "--under-way",
      paramLabel = "N",
      description =
          "Exchanges of a user under way at once; 1, the default, learns each user in order.")
  private int underWay = 1;

  @Option(
      names = "--checkpoint",
      paramLabel = "MS",
      description = "From one checkpoint to the next; ${DEFAULT-VALUE} by default.")
  private long checkpoint = 1_000;

  @Option(names = "--backend", description = "hashmap or rocksdb; ${DEFAULT-VALUE} by default.")
  private String backend = "hashmap";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where checkpoints go. A new temporary one by default.")
  private @Nullable Path directory;

  /** The command line. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FlinkPeer()).execute(arguments));
  }

  /** Runs until the process is ended. */
  @Override
  public Integer call() throws Exception {
    long now = System.currentTimeMillis();
    Path checkpoints = directory == null ? Files.createTempDirectory("flink-peer") : directory;
    JobSettings settings =
        new JobSettings(
            bootstrap,
            topic,
            topic + ".gradients-" + now,
            fromStart ? 0 : now,
            factors,
            underWay,
            checkpoint,
            backend,
            checkpoints.toUri().toString());
    makeGradients(settings);
    StreamExecutionEnvironment job = LearnerJob.create(settings, new Meters());
    JobClient unused = job.executeAsync("flink-peer");
    new Bursts(new PrintStream(System.out, true, StandardCharsets.UTF_8)).print();
    return CommandLine.ExitCode.OK;
  }

  /** With as many partitions as the topic of the events, for as long as the job may need them. */
  private static void makeGradients(JobSettings settings) throws Exception {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap()))) {
      int partitions =
          Objects.requireNonNull(
                  admin
                      .describeTopics(List.of(settings.topic()))
                      .allTopicNames()
                      .get()
                      .get(settings.topic()))
              .partitions()
              .size();
      admin
          .createTopics(
              List.of(
                  new NewTopic(settings.gradients(), Optional.of(partitions), Optional.empty())))
          .all()
          .get();
    }
  }
}
