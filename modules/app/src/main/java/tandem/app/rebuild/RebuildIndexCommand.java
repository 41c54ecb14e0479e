package tandem.app.rebuild;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tandem.app.AppSettings;
import tandem.app.ModelConfig;
import tandem.app.NodeOptions;
import tandem.app.audit.Decoder;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.DatabaseView;
import tandem.app.past.StoredModel;
import tandem.app.store.JdbcIndexStore;
import tandem.app.store.Sql;
import tandem.entity.EntitySettings;
import tandem.entity.index.IndexContents;
import tandem.entity.index.IndexStore;
import tandem.entity.index.IndexedItem;
import tandem.model.ItemId;
import tandem.model.Sgd;

/** {@code tandem rebuild-index}: the read model anew, partition by partition. */
@Command(
    name = "rebuild-index",
    description = "Rebuild the index tables from the journal.",
    mixinStandardHelpOptions = true)
public final class RebuildIndexCommand implements Callable<Integer> {

  private static final int MOST_LINES = 20;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--check", description = "Only compare; exit with 1 if a row differs.")
  private boolean check;

  @Mixin private NodeOptions node = new NodeOptions();

  @Override
  public Integer call() throws IOException {
    Config settings = node.config();
    DatabaseSettings where = AppSettings.of(settings).database();
    Sgd sgd = new Sgd(ModelConfig.model(stored(settings, where)));
    int partitions = EntitySettings.of(settings).partitions();
    try (Database database = Database.open(where);
        Decoder decoder = new Decoder(settings)) {
      JdbcIndexStore store =
          new JdbcIndexStore(
              new Sql(database.dataSource(), Runnable::run), decoder.serialization());
      IndexStore.Changes journal = await(store.changes(0));
      IndexContents contents = new IndexContents(sgd);
      journal.items().forEach(c -> contents.apply(c.item(), c.sequence(), c.event()));
      return check
          ? compare(store, contents, partitions)
          : rebuild(store, contents, partitions, journal.upTo());
    }
  }

  /** Also says so when the database is not there or in use, which opening it to write would not. */
  private static Config stored(Config settings, DatabaseSettings where) throws IOException {
    try (DatabaseView view = DatabaseView.open(where)) {
      return StoredModel.over(settings, view.connection());
    } catch (SQLException | DatabaseView.UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private int rebuild(JdbcIndexStore store, IndexContents contents, int partitions, long upTo)
      throws IOException {
    for (int p = 0; p < partitions; p++) {
      List<IndexedItem> rows = rows(contents, p, partitions);
      await(store.replace(p, rows, upTo));
      say("partition %d of %d: %,d items", p + 1, partitions, rows.size());
    }
    say("rebuilt: %,d items, complete up to %,d", contents.size(), upTo);
    return CommandLine.ExitCode.OK;
  }

  private int compare(JdbcIndexStore store, IndexContents contents, int partitions)
      throws IOException {
    int differences = 0;
    int behind = 0;
    for (int p = 0; p < partitions; p++) {
      IndexStore.Rows there = await(store.rows(p));
      Set<ItemId> later = changed(await(store.changes(there.ordering())));
      Map<ItemId, IndexedItem> stored = new HashMap<>();
      there.items().forEach(item -> stored.put(item.id(), item));
      for (IndexedItem wanted : rows(contents, p, partitions)) {
        IndexedItem row = stored.remove(wanted.id());
        if (later.contains(wanted.id()) && (row == null || row.sequence() < wanted.sequence())) {
          behind++;
        } else if (!Objects.equals(row, wanted)) {
          differs(differences++, wanted.id(), row == null ? "is missing" : versions(row, wanted));
        }
      }
      for (ItemId extra : stored.keySet()) {
        differs(differences++, extra, "is not in the journal of this partition");
      }
    }
    say("%,d items in the journal, %,d rows differ", contents.size(), differences);
    if (behind > 0) {
      say("%,d more are behind, not compared: a node catches up when it starts", behind);
    }
    return differences == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** A stop leaves rows behind the journal: those of what came after their partition's mark. */
  private static Set<ItemId> changed(IndexStore.Changes changes) {
    return changes.items().stream().map(IndexStore.Change::item).collect(Collectors.toSet());
  }

  private static String versions(IndexedItem there, IndexedItem wanted) {
    return there.sequence() == wanted.sequence()
        ? "differs at " + wanted.sequence()
        : "is at %d, the journal at %d".formatted(there.sequence(), wanted.sequence());
  }

  private void differs(int number, ItemId item, String how) {
    if (number < MOST_LINES) {
      say("%s %s", item.value(), how);
    } else if (number == MOST_LINES) {
      say("… and more");
    }
  }

  private static List<IndexedItem> rows(IndexContents contents, int partition, int partitions) {
    return contents.all().stream()
        .filter(item -> item.id().partition(partitions) == partition)
        .toList();
  }

  private static <T> T await(CompletionStage<T> stage) throws IOException {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new IOException("The index can't be rebuilt: " + cause.getMessage(), failed);
    }
  }

  private void say(String format, Object... values) {
    PrintWriter out = Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
