package tandem.app.audit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tandem.app.AppSettings;
import tandem.app.ModelConfig;
import tandem.app.ModelOption;
import tandem.app.NodeOptions;
import tandem.app.database.DatabaseView;
import tandem.entity.EntitySettings;
import tandem.ingest.IngestSettings;
import tandem.protocol.kafka.InteractionReader;

/** {@code tandem audit}: reads what a node has stored, and says whether the promises hold. */
@Command(
    name = "audit",
    description = "Check the journal: no event lost, none twice.",
    mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private NodeOptions node = new NodeOptions();

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "What was accepted, a JSON object a line as posted: compare with it.")
  private @Nullable Path truth;

  @Option(
      names = "--unsure",
      paramLabel = "FILE",
      description = "What may have been accepted or not, in the same form; with --truth.")
  private @Nullable Path unsure;

  @Option(
      names = "--rejected",
      paramLabel = "N",
      description = "Expect so many offsets below the frontier in no journal.")
  private @Nullable Long rejected;

  @Option(names = "--json", description = "Print JSON instead of lines.")
  private boolean json;

  /** 0 if all invariants hold, 1 if one does not, 2 if the audit could not be made. */
  @Override
  public Integer call() throws SQLException {
    Config settings = config();
    try (DatabaseView database =
            DatabaseView.open(AppSettings.of(settings).database().of(model.name()));
        Decoder decoder = new Decoder(settings)) {
      Report report = audit(new StoredRows(database, decoder), settings);
      PrintWriter out = commandLine().getOut();
      out.print(json ? report.json() + System.lineSeparator() : report.text());
      out.flush();
      return report.holds() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (DatabaseView.UnavailableException e) {
      commandLine().getErr().println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private Config config() {
    try {
      return node.config();
    } catch (ConfigException e) {
      throw new ParameterException(commandLine(), e.getMessage(), e);
    }
  }

  private Report audit(StoredRows rows, Config settings) throws SQLException {
    Audit audit =
        new Audit(settings(settings), rows.frontiers(), rows.orderings(), truth(settings));
    Consumer<Row> progress = new Progress(commandLine().getErr(), System::nanoTime);
    rows.forEach(progress.andThen(audit::add));
    return audit.report();
  }

  private AuditSettings settings(Config node) {
    EntitySettings entities = EntitySettings.of(node);
    return new AuditSettings(
        IngestSettings.of(node).inFlight(),
        entities.repetitionWindow(),
        entities.partitions(),
        rejected == null ? OptionalLong.empty() : OptionalLong.of(rejected));
  }

  private Optional<Truth> truth(Config node) {
    if (truth == null && unsure != null) {
      throw new ParameterException(commandLine(), "--unsure needs --truth");
    }
    if (truth == null) {
      return Optional.empty();
    }
    InteractionReader reader = new InteractionReader(ModelConfig.rules(node));
    Instant now = Instant.now();
    try {
      return Optional.of(
          new Truth(
              new TruthFile(truth, reader, now),
              unsure == null ? List.of() : new TruthFile(unsure, reader, now)));
    } catch (UncheckedIOException e) {
      throw new ParameterException(
          commandLine(), "can't read " + truth + (unsure == null ? "" : " and " + unsure), e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), e.getMessage(), e);
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec.commandLine();
  }
}
