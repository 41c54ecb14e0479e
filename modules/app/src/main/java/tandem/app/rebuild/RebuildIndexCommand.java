package tandem.app.rebuild;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tandem.app.AppSettings;
import tandem.app.ModelOption;
import tandem.app.NodeOptions;
import tandem.app.audit.Decoder;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.past.StoredModel;
import tandem.app.store.JdbcIndexStore;
import tandem.app.store.Sql;
import tandem.entity.EntitySettings;
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

  @Mixin private ModelOption model = new ModelOption();

  @Override
  public Integer call() throws IOException {
    Config settings = node.config();
    DatabaseSettings where = AppSettings.of(settings).database().of(model.name());
    // Also says so when the database is not there or in use, which opening it to write would not.
    StoredModel stored = StoredModel.of(settings, model.name());
    int partitions = EntitySettings.of(settings).partitions();
    try (Database database = Database.open(where);
        Decoder decoder = new Decoder(settings)) {
      JdbcIndexStore store =
          new JdbcIndexStore(
              new Sql(database.dataSource(), Runnable::run), decoder.serialization());
      IndexRebuild journal = IndexRebuild.read(store, new Sgd(stored.settings()), partitions);
      return check ? compare(store, journal) : rebuild(journal);
    }
  }

  private int rebuild(IndexRebuild journal) throws IOException {
    journal.store(
        p -> say("partition %d of %d: %,d items", p + 1, journal.partitions(), journal.size(p)));
    say("rebuilt: %,d items, complete up to %,d", journal.size(), journal.upTo());
    return CommandLine.ExitCode.OK;
  }

  private int compare(JdbcIndexStore store, IndexRebuild journal) throws IOException {
    int differences = 0;
    int behind = 0;
    for (int p = 0; p < journal.partitions(); p++) {
      IndexStore.Rows there = IndexRebuild.await(store.rows(p));
      Set<ItemId> later = changed(IndexRebuild.await(store.changes(there.ordering())));
      Map<ItemId, IndexedItem> stored = new HashMap<>();
      there.items().forEach(item -> stored.put(item.id(), item));
      for (IndexedItem wanted : journal.rows(p)) {
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
    say("%,d items in the journal, %,d rows differ", journal.size(), differences);
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

  private void say(String format, Object... values) {
    PrintWriter out = Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
