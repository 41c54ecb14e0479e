package tandem.app.rebuild;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
import tandem.app.store.JdbcUserStore;
import tandem.app.store.Sql;
import tandem.entity.EntitySettings;
import tandem.entity.index.IndexStore;
import tandem.entity.index.IndexedItem;
import tandem.entity.index.IndexedUser;
import tandem.entity.index.UserStore;
import tandem.model.ItemId;
import tandem.model.Sgd;
import tandem.model.UserId;

/** {@code tandem rebuild-index}: the read model anew, partition by partition. */
@Command(
    name = "rebuild-index",
    description = "Rebuild the index tables from the journal.",
    mixinStandardHelpOptions = true)
public final class RebuildIndexCommand implements Callable<Integer> {

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
    EntitySettings entities = EntitySettings.of(settings);
    try (Database database = Database.open(where);
        Decoder decoder = new Decoder(settings)) {
      Sql sql = new Sql(database.dataSource(), Runnable::run);
      JdbcIndexStore items = new JdbcIndexStore(sql, decoder.serialization());
      Sgd sgd = new Sgd(stored.settings());
      IndexRebuild journal = IndexRebuild.read(items, sgd, entities.partitions());
      boolean same = check ? compare(items, journal) : rebuild(journal);
      if (entities.similarUsers()) {
        JdbcUserStore users = new JdbcUserStore(sql, decoder.serialization());
        UserRebuild crowd = UserRebuild.read(users, entities);
        same &= check ? compare(users, crowd, entities) : rebuild(crowd);
      }
      return same ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private boolean rebuild(IndexRebuild journal) throws IOException {
    journal.store(
        p -> say("partition %d of %d: %,d items", p + 1, journal.partitions(), journal.size(p)));
    say("rebuilt: %,d items, complete up to %,d", journal.size(), journal.upTo());
    return true;
  }

  private boolean rebuild(UserRebuild journal) throws IOException {
    journal.store(
        p ->
            say(
                "partition %d of %d: %,d users",
                p + 1, journal.partitions(), journal.rows(p).size()));
    say("rebuilt: %,d users", journal.size());
    return true;
  }

  private boolean compare(JdbcIndexStore store, IndexRebuild journal) throws IOException {
    Comparison<ItemId, IndexedItem> comparison =
        new Comparison<>(IndexedItem::id, IndexedItem::sequence);
    for (int p = 0; p < journal.partitions(); p++) {
      IndexStore.Rows there = IndexRebuild.await(store.rows(p));
      IndexStore.Changes later = IndexRebuild.await(store.changes(there.ordering()));
      comparison.add(there.items(), journal.rows(p), ids(later.items(), IndexStore.Change::item));
    }
    return report(comparison, journal.size(), "items");
  }

  private boolean compare(JdbcUserStore store, UserRebuild journal, EntitySettings entities)
      throws IOException {
    Comparison<UserId, IndexedUser> comparison =
        new Comparison<>(IndexedUser::id, IndexedUser::sequence);
    for (int p = 0; p < journal.partitions(); p++) {
      int partition = p;
      UserStore.Rows there = IndexRebuild.await(store.rows(p));
      UserStore.Changes later =
          IndexRebuild.await(
              store.changes(there.ordering(), user -> entities.partition(user) == partition));
      comparison.add(there.users(), journal.rows(p), ids(later.users(), IndexedUser::id));
    }
    return report(comparison, journal.size(), "users");
  }

  private static <T, I> Set<I> ids(List<T> changes, Function<T, I> id) {
    return changes.stream().map(id).collect(Collectors.toSet());
  }

  private boolean report(Comparison<?, ?> comparison, int size, String what) {
    comparison.lines().forEach(line -> say("%s", line));
    say("%,d %s in the journal, %,d rows differ", size, what, comparison.differences());
    if (comparison.behind() > 0) {
      say(
          "%,d more are behind, not compared: a node catches up when it starts",
          comparison.behind());
    }
    return comparison.differences() == 0;
  }

  private void say(String format, Object... values) {
    PrintWriter out = Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
