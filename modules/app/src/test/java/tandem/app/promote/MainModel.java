package tandem.app.promote;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestJournal;
import tandem.app.store.JdbcErasures;
import tandem.app.store.JdbcFrontierStore;
import tandem.app.store.JdbcModelStore;
import tandem.app.store.JournalModel;
import tandem.app.store.Sql;
import tandem.entity.item.ItemState;
import tandem.entity.user.UserState;
import tandem.ingest.Frontier;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Objective;
import tandem.model.RunningMean;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemStep;
import tandem.protocol.journal.Receipt;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

/**
 * The tables of a main model, written by the real plugin. The vectors in it are fresh ones: who
 * promotes must not look at them.
 */
public final class MainModel implements AutoCloseable {

  public static final ModelSettings SETTINGS = ModelSettings.rating().withFactors(4).withSeed(7);
  public static final int WINDOW = 1_000;
  private static final String TOPIC = "user_behavior";
  private static final long TIME = 1_700_000_000_000L;

  private final Sgd sgd = new Sgd(SETTINGS);
  private final Database database;
  private final TestJournal journal;
  private final Sql sql;
  private final List<Rated> ratings = new ArrayList<>();
  private final Map<String, UserState> users = new HashMap<>();

  /** A rating of the log. */
  public record Rated(String user, String item, double value, RecordId record) {}

  /** What a model is that has learned some ratings one after the other. */
  public record Replayed(
      Map<String, Factors> users, Map<String, Factors> items, RunningMean mean) {}

  public MainModel(DatabaseSettings settings) {
    this.database = Database.open(settings);
    this.journal = TestJournal.open(settings);
    this.sql = new Sql(database.dataSource(), Runnable::run);
    join(new JdbcModelStore(sql).findOrInsert(new JournalModel("rating", 4, 7, 0.5, 5)));
    join(new JdbcFrontierStore(sql, Clock.systemUTC()).epoch(TOPIC, "topic-id"));
  }

  public MainModel rate(String user, String item, double value, int partition, long offset) {
    Rated rated = new Rated(user, item, value, new RecordId(0, partition, offset));
    ratings.add(rated);
    Delivery delivery = new Delivery(rated.record(), 0);
    ItemId id = new ItemId(item);
    UserStep step = new UserStep(delivery, id, "rating", value, TIME + ratings.size(), null, 0.5f);
    write(item, new ItemEvent.Learned(List.of(new ItemStep(delivery, 0.5f)), sgd.freshItem(id), 1));
    return write(user, new UserEvent.Learned(List.of(step), List.of(), fresh(user).factors(), 3f));
  }

  public MainModel repeat(String user, int partition, long offset) {
    Delivery delivery = new Delivery(new RecordId(0, partition, offset), 0);
    return write(
        user, new UserEvent.Learned(List.of(), List.of(delivery), fresh(user).factors(), 3f));
  }

  /** A tombstone, and what is below it removed. */
  public MainModel erase(String user, String receipt) {
    JdbcErasures erasures = new JdbcErasures(sql, journal.serialization());
    Receipt wish = new Receipt(receipt, TIME);
    join(erasures.ask(new UserId(user), wish));
    UserState before = users.getOrDefault(user, fresh(user));
    write(
        user,
        new UserEvent.Erased(
            wish, before.factors(), before.applied().toSnapshot(), Accounted.NOTHING));
    join(erasures.remove(wish, new UserId(user), false));
    ratings.removeIf(rated -> rated.user().equals(user));
    return this;
  }

  public MainModel write(String item, ItemEvent event) {
    journal.write(
        "item",
        item,
        ItemState.fresh(sgd.freshItem(new ItemId(item))),
        ItemState::apply,
        ItemState.snapshots(),
        List.of(event));
    return this;
  }

  private MainModel write(String user, UserEvent event) {
    users.put(user, users.getOrDefault(user, fresh(user)).apply(event));
    journal.write(
        "user", user, fresh(user), UserState::apply, UserState.snapshots(WINDOW), List.of(event));
    return this;
  }

  private UserState fresh(String user) {
    return UserState.fresh(sgd.freshUser(new UserId(user)), WINDOW);
  }

  public MainModel frontier(int partition, long next) {
    join(
        new JdbcFrontierStore(sql, Clock.systemUTC())
            .save(TOPIC, 0, partition, new Frontier.Progress(next, 99, 999)));
    return this;
  }

  /** The records of those who are not erased, learned by the book. */
  public Replayed replay(Predicate<Rated> kept) {
    Replayed replayed = new Replayed(new HashMap<>(), new HashMap<>(), new RunningMean());
    InteractionRules rules = InteractionRules.defaults();
    for (Rated rated : ratings.stream().filter(kept).toList()) {
      UserId userId = new UserId(rated.user());
      ItemId itemId = new ItemId(rated.item());
      Factors user = replayed.users().getOrDefault(rated.user(), sgd.freshUser(userId));
      Factors item = replayed.items().getOrDefault(rated.item(), sgd.freshItem(itemId));
      Target target =
          rules.target(
              new Interaction(
                  userId, itemId, "rating", rated.value(), java.time.Instant.EPOCH, null),
              Objective.RATING);
      replayed.mean().add(target.value());
      float error = sgd.error(target, (float) replayed.mean().mean(), user, item);
      replayed.users().put(rated.user(), sgd.stepUser(user, item.vector(), error));
      replayed.items().put(rated.item(), sgd.stepItem(item, user.vector(), error));
    }
    return replayed;
  }

  public List<Rated> ratings() {
    return List.copyOf(ratings);
  }

  /** The newest ordering of the journal. */
  public long newest() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        var row =
            connection.createStatement().executeQuery("select max(ordering) from event_journal")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public void close() {
    journal.close();
    database.close();
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
