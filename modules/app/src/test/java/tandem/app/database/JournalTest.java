package tandem.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.AppConfig;

final class JournalTest extends Databases {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void persist_systemStartsAgain_recoversFromSnapshotAndEvents(
      Dialect dialect, @TempDir Path directory) throws Exception {
    DatabaseSettings settings = settings(dialect, directory);
    try (Database database = Database.open(settings)) {
      assertThat(sumAfter(settings, 1, 2, 3)).isEqualTo(6);
      assertThat(sumAfter(settings, 4)).isEqualTo(10);
      assertThat(count(database, "event_journal where persistence_id = 'Sum|a'")).isEqualTo(4);
      assertThat(count(database, "snapshot where sequence_number = 2")).isEqualTo(1);
    }
  }

  private static int sumAfter(DatabaseSettings settings, int... steps) {
    ActorTestKit kit = ActorTestKit.create("journal", config(settings));
    try {
      TestProbe<Integer> sums = kit.createTestProbe(Integer.class);
      ActorRef<Integer> sum = kit.spawn(new Sum(sums.ref()));
      int last = 0;
      for (int step : steps) {
        sum.tell(step);
        last = sums.receiveMessage(PATIENCE);
      }
      return last;
    } finally {
      kit.shutdownTestKit();
    }
  }

  private static Config config(DatabaseSettings settings) {
    return settings
        .pluginConfig()
        .withFallback(ConfigFactory.parseString("akka.coordinated-shutdown.exit-jvm = off"))
        .withFallback(AppConfig.load(Optional.empty()));
  }

  private static long count(Database database, String rows) throws Exception {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from " + rows)) {
      assertThat(result.next()).isTrue();
      return result.getLong(1);
    }
  }

  /** Adds up what it is told, and tells the sum. */
  private static final class Sum extends EventSourcedBehavior<Integer, Integer, Integer> {

    private final ActorRef<Integer> listener;

    Sum(ActorRef<Integer> listener) {
      super(PersistenceId.of("Sum", "a"));
      this.listener = listener;
    }

    @Override
    public Integer emptyState() {
      return 0;
    }

    @Override
    public CommandHandler<Integer, Integer, Integer> commandHandler() {
      return (state, step) -> Effect().persist(step).thenRun((Integer sum) -> listener.tell(sum));
    }

    @Override
    public EventHandler<Integer, Integer> eventHandler() {
      return Integer::sum;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
      return RetentionCriteria.snapshotEvery(2, 2);
    }
  }
}
