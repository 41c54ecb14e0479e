package tandem.app.past;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tandem.app.Answers;
import tandem.app.AppSettings;
import tandem.app.ModelOption;
import tandem.app.NodeOptions;
import tandem.app.audit.Decoder;
import tandem.app.database.DatabaseView;
import tandem.entity.EntitySettings;
import tandem.http.ListAnswer;
import tandem.http.NoSuchMomentException;
import tandem.http.PastList;
import tandem.model.Ids;
import tandem.model.ItemId;
import tandem.model.Sgd;
import tandem.model.UserId;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.Moment;

/** {@code tandem recommend}: a list as of a moment, from the journal alone. */
@Command(
    name = "recommend",
    description = "A list as of now or a moment past, from the journal.",
    mixinStandardHelpOptions = true)
public final class RecommendCommand implements Callable<Integer> {

  private static final int MOST = 100;
  private static final UserId NOBODY = new UserId("nobody");

  @Spec private @Nullable CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private For target = new For();

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "ISO-8601, in this machine's zone if it names none, or epoch seconds or milliseconds;"
              + " now by default.")
  private @Nullable String asOf;

  @Option(names = "--k", description = "The length of the list; ${DEFAULT-VALUE} by default.")
  private int k = 10;

  @Option(names = "--json", description = "Print JSON instead of lines.")
  private boolean json;

  @Mixin private NodeOptions node = new NodeOptions();

  @Mixin private ModelOption model = new ModelOption();

  private static final class For {
    @Option(names = "--user", paramLabel = "ID", description = "The list of this user.")
    private @Nullable String user;

    @Option(names = "--item", paramLabel = "ID", description = "The items most like this one.")
    private @Nullable String item;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    if (k < 1 || k > MOST) {
      throw new ParameterException(commandLine(), "--k is from 1 to " + MOST);
    }
    Instant moment = moment(Instant.now());
    String id = target.user == null ? target.item : target.user;
    if (id == null || !Ids.isValid(id)) {
      throw new ParameterException(
          commandLine(), "an id is 1 to 128 characters of [A-Za-z0-9._:@-]");
    }
    PastList list = list(node.config(), id, moment);
    print(list, (System.nanoTime() - start) / 1_000_000);
    return CommandLine.ExitCode.OK;
  }

  private Instant moment(Instant now) {
    if (asOf == null) {
      return now;
    }
    Instant moment =
        Moment.parse(asOf, ZoneId.systemDefault())
            .orElseThrow(() -> new ParameterException(commandLine(), "--as-of is " + Moment.RULE));
    if (moment.isAfter(now)) {
      throw new ParameterException(commandLine(), "--as-of is in the future");
    }
    return moment;
  }

  private PastList list(Config settings, String id, Instant moment) throws IOException {
    StoredModel stored = StoredModel.of(settings, model.name());
    try (DatabaseView database =
            DatabaseView.open(AppSettings.of(settings).database().of(model.name()));
        Decoder decoder = new Decoder(settings)) {
      Connection connection = database.connection();
      PastJournal journal =
          new PastJournal(
              new Sgd(stored.settings()),
              EntitySettings.of(settings).repetitionWindow(),
              decoder.serialization());
      if (target.user == null) {
        return journal
            .read(connection, NOBODY, moment)
            .similar(new ItemId(id), k)
            .orElseThrow(() -> new IOException("Item " + id + " was not known at " + moment + "."));
      }
      Answers answers = new Answers(stored.rules(), stored.settings().objective());
      return journal.read(connection, new UserId(id), moment).forUser(answers, k);
    } catch (SQLException | NoSuchMomentException | DatabaseView.UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void print(PastList list, long tookMs) throws IOException {
    PrintWriter out = commandLine().getOut();
    if (json) {
      out.println(HttpJson.mapper().writeValueAsString(list.toView(tookMs)));
    } else {
      ListAnswer answer = list.list();
      out.printf(
          Locale.ROOT,
          "as of %s, %,d items known, %s%n",
          list.asOf(),
          list.itemsKnown(),
          answer.strategy().name().toLowerCase(Locale.ROOT));
      for (ListAnswer.Entry entry : answer.items()) {
        out.printf(
            Locale.ROOT, "%10.4f  %s  %s%n", entry.score(), entry.item().value(), entry.title());
      }
    }
    out.flush();
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec.commandLine();
  }
}
