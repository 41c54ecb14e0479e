package tandem.app;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tandem.app.audit.Decoder;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.past.StoredModel;
import tandem.app.retention.Compaction;
import tandem.entity.EntitySettings;
import tandem.model.Sgd;

/** {@code tandem compact}: one event in the place of each entity's old ones. */
@Command(
    name = "compact",
    description = "Replace each entity's old events by one.",
    mixinStandardHelpOptions = true)
final class CompactCommand implements Callable<Integer> {

  private static final long SECOND = 1_000_000_000L;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--older-than",
      required = true,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Events older than this go, such as 90d.")
  private Duration age = Duration.ZERO;

  @Option(names = "--dry-run", description = "Only say what would go.")
  private boolean dryRun;

  @Mixin private NodeOptions node = new NodeOptions();

  @Mixin private ModelOption model = new ModelOption();

  @Override
  public Integer call() throws IOException, SQLException {
    Config settings = node.config();
    StoredModel stored = StoredModel.of(settings, model.name());
    DatabaseSettings where = AppSettings.of(settings).database().of(model.name());
    try (Database database = Database.reached(() -> Database.open(where));
        Decoder decoder = new Decoder(settings)) {
      Compaction compaction =
          new Compaction(
              database.dataSource(),
              decoder.serialization(),
              new Sgd(stored.settings()),
              EntitySettings.of(settings).repetitionWindow());
      Compaction.Progress done = compaction.run(Instant.now().minus(age), dryRun, progress());
      print(out(), dryRun ? "Would replace" : "Replaced", done);
    }
    return CommandLine.ExitCode.OK;
  }

  /** A line a second. */
  private Consumer<Compaction.Progress> progress() {
    long[] next = {System.nanoTime() + SECOND};
    return now -> {
      if (System.nanoTime() - next[0] > 0) {
        next[0] += SECOND;
        PrintWriter err = commandLine().getErr();
        err.printf(
            Locale.ROOT,
            "%,d of %,d entities, %,d rows%n",
            now.done(),
            now.entities(),
            now.removed());
        err.flush();
      }
    };
  }

  private static void print(PrintWriter out, String what, Compaction.Progress done) {
    out.printf(
        Locale.ROOT,
        "%s %,d events of %,d entities by one each, %,d rows less; %,d entities have old events.%n",
        what,
        done.removed() + done.compacted(),
        done.compacted(),
        done.removed(),
        done.entities());
    out.flush();
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec.commandLine();
  }
}
