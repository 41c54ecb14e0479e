package tandem.app.rejected;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tandem.ingest.IngestSettings;

/** {@code tandem rejected redrive}: back to the event log, each record once. */
@Command(
    name = "redrive",
    description = "Send rejected records to the event log again, each once.",
    mixinStandardHelpOptions = true)
final class RedriveCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;
  @Mixin private Log log = new Log();
  @Mixin private Filter filter = new Filter();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, the oldest first.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--yes", description = "Send; without it, only say how many would be sent.")
  private boolean yes;

  @Override
  public Integer call() throws IOException {
    return log.open(yes ? this::send : this::count);
  }

  private int count(String bootstrap, IngestSettings settings) {
    RejectedTopic topic = new RejectedTopic(bootstrap, settings.rejectedTopic());
    int open = Redrive.open(topic.read(filter), settings.topic(), limit).size();
    print("Would send %d records to %s; --yes sends them.", open, settings.topic());
    return 0;
  }

  private int send(String bootstrap, IngestSettings settings) {
    RejectedTopic topic = new RejectedTopic(bootstrap, settings.rejectedTopic());
    try (Redrive redrive = new Redrive(bootstrap, settings.topic(), topic)) {
      print("Sent %d records to %s.", redrive.run(filter, limit), settings.topic());
    }
    return 0;
  }

  private void print(String format, int count, String topic) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(format.formatted(count, topic));
    out.flush();
  }
}
