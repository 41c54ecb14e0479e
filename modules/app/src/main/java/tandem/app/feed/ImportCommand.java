package tandem.app.feed;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tandem.app.ApiKeyOption;
import tandem.app.AppConfig;
import tandem.app.dataset.InteractionLines;
import tandem.app.dataset.ItemTitle;
import tandem.app.dataset.RatingScale;
import tandem.app.dataset.RatingsFile;
import tandem.model.ItemId;
import tandem.protocol.Interaction;

/**
 * {@code ./tandem import FILE}: a file of interactions goes the way of all events through a running
 * node, in the order of time. Run again, it teaches nothing twice that a user's journal recognises:
 * the last interaction with each item, and the newest of any item.
 */
@Command(
    name = "import",
    description = "Feeds a file of ratings or events to a running node.",
    mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

  private static final int SHOWN_BAD_LINES = 5;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Ratings or events: CSV or TSV with a header, user::item::rating::timestamp; .gz. Titles"
              + " are taken from movies.csv, movies.dat, items.csv or items.tsv next to it.")
  private Path file = Path.of("");

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The node. Default: ${DEFAULT-VALUE}.")
  private URI server = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The node's settings, for the scale of its ratings.")
  private @Nullable Path config;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "How long the node may be away. Default: ${DEFAULT-VALUE}.")
  private int patience = 120;

  @Mixin private ApiKeyOption apiKey = new ApiKeyOption();

  /** Feeds the file; 0 if the node has taken it, 1 if it went away. */
  @Override
  public Integer call() throws IOException {
    if (patience < 1) {
      throw new ParameterException(commandLine(), "--patience is at least 1");
    }
    RatingsFile ratings = RatingsFile.open(file);
    List<Interaction> events = read(ratings);
    Set<ItemId> items = events.stream().map(Interaction::item).collect(Collectors.toSet());
    List<ItemTitle> titles =
        ratings.items().stream().filter(title -> items.contains(title.id())).toList();
    NodeClient node =
        new NodeClient(server, apiKey.key(), Duration.ofSeconds(patience), this::warn);
    Feed feed = new Feed(node, bars(), System::nanoTime);
    long started = System.nanoTime();
    feed.titles(titles);
    feed.events(events);
    summary(events, items.size(), feed, Duration.ofNanos(System.nanoTime() - started));
    return CommandLine.ExitCode.OK;
  }

  private List<Interaction> read(RatingsFile ratings) throws IOException {
    Optional<RatingScale> scale = ratings.scale();
    RatingScale nodes = scaleOfNode();
    RatingMap map = new RatingMap(scale.orElse(nodes), nodes);
    List<Interaction> events = new ArrayList<>();
    try (InteractionLines lines = ratings.interactions()) {
      lines.forEachRemaining(event -> events.add(map.apply(event)));
      if (lines.badCount() > 0) {
        warn(lines.badCount() + " lines were passed over:");
        lines.badLines().stream().limit(SHOWN_BAD_LINES).forEach(bad -> warn(bad.toString()));
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
    events.sort(Comparator.comparing(Interaction::timestamp));
    return events;
  }

  private RatingScale scaleOfNode() {
    Config rating = AppConfig.load(Optional.ofNullable(config)).getConfig("tandem.events.rating");
    return new RatingScale(rating.getDouble("min"), rating.getDouble("max"));
  }

  private void summary(List<Interaction> events, int items, Feed feed, Duration took) {
    PrintWriter out = commandLine().getOut();
    long users = events.stream().map(Interaction::user).distinct().count();
    out.printf(
        "%,d events of %,d users with %,d items were learned in %.1f s (%,.0f events/s).%n",
        events.size() - feed.rejected(),
        users,
        items,
        took.toMillis() / 1e3,
        events.size() * 1e3 / Math.max(1, took.toMillis()));
    if (feed.rejected() > 0) {
      out.printf("%,d events were rejected:%n", feed.rejected());
      feed.firstRejected().forEach(out::println);
    }
    out.flush();
  }

  // From Java 22 on there is a console without a terminal too: then a bar shows up in a log, no
  // more.
  @SuppressWarnings("SystemConsoleNull")
  private ProgressBarBuilder bars() {
    ProgressBarBuilder bars =
        new ProgressBarBuilder().setStyle(ProgressBarStyle.ASCII).setUnit("", 1).showSpeed();
    return System.console() != null
        ? bars
        : bars.setConsumer(new DelegatingProgressBarConsumer(this::warn))
            .setUpdateIntervalMillis(5_000);
  }

  private void warn(String line) {
    commandLine().getErr().println(line);
    commandLine().getErr().flush();
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec.commandLine();
  }
}
