package tandem.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestJournal;
import tandem.app.store.JdbcFrontierStore;
import tandem.app.store.JdbcIndexStore;
import tandem.app.store.Sql;
import tandem.entity.index.IndexedItem;
import tandem.entity.item.ItemState;
import tandem.entity.user.UserState;
import tandem.ingest.Frontier;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.UserEvent;

/**
 * A database as a node leaves it: users a and b, items x and y, eight learned records, one that was
 * rejected, one that only its item has, snapshots, the index, and the frontier.
 */
final class WrittenNode {

  private static final Factors FRESH = new Factors(FactorVector.of(0.5f, 2f), 0f, 0f, 0);
  private static final int REPETITION_WINDOW = 1_000;
  private static final int PARTITIONS = 16;
  private static final ItemDescription TITLED =
      new ItemDescription("Title", List.of("a", "b"), false);

  private WrittenNode() {}

  static String user(long offset) {
    return offset % 4 < 2 ? "a" : "b";
  }

  static String item(long offset) {
    return offset % 2 == 0 ? "x" : "y";
  }

  static void write(DatabaseSettings settings) throws SQLException {
    Journals journals = new Journals();
    for (long offset = 0; offset < 8; offset++) {
      journals.learn(user(offset), item(offset), offset);
    }
    journals.byItem("a", "y", 9).event("item|y", new ItemEvent.Described(TITLED));
    try (Database database = Database.open(settings);
        TestJournal journal = TestJournal.open(settings)) {
      writeUser(journal, journals, "a");
      writeUser(journal, journals, "b");
      ItemState x = writeItem(journal, journals, "x");
      ItemState y = writeItem(journal, journals, "y");
      journal.await(() -> assertThat(snapshots(database.dataSource())).isEqualTo(4));
      Sql sql = new Sql(database.dataSource(), Runnable::run);
      JdbcIndexStore index = new JdbcIndexStore(sql, journal.serialization());
      long newest = index.newest().toCompletableFuture().join();
      save(index, IndexedItem.of(new ItemId("x"), 4, x), newest);
      save(index, IndexedItem.of(new ItemId("y"), 6, y), newest);
      new JdbcFrontierStore(sql, Clock.systemUTC())
          .save("user_behavior", 0, 0, new Frontier.Progress(9, 0, 0))
          .toCompletableFuture()
          .join();
    }
  }

  private static void writeUser(TestJournal journal, Journals journals, String id) {
    List<UserEvent> events =
        journals.events("user|" + id).stream().map(UserEvent.class::cast).toList();
    journal.write(
        "user",
        id,
        UserState.fresh(FRESH, REPETITION_WINDOW),
        UserState::apply,
        UserState.snapshots(REPETITION_WINDOW),
        events);
  }

  private static ItemState writeItem(TestJournal journal, Journals journals, String id) {
    List<ItemEvent> events =
        journals.events("item|" + id).stream().map(ItemEvent.class::cast).toList();
    ItemState fresh = ItemState.fresh(FRESH);
    journal.write("item", id, fresh, ItemState::apply, ItemState.snapshots(), events);
    ItemState state = fresh;
    for (ItemEvent event : events) {
      state = state.apply(event);
    }
    return state;
  }

  private static void save(JdbcIndexStore index, IndexedItem row, long ordering) {
    index.save(row.id().partition(PARTITIONS), List.of(row), ordering).toCompletableFuture().join();
  }

  private static long snapshots(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from snapshot")) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
