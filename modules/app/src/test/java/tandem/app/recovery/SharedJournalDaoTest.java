package tandem.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalDao;
import akka.persistence.journal.Tagged;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.stream.Materializer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;
import tandem.app.AppConfig;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

/** Writes on PostgreSQL, by one lane, which an uncommitted row of another session holds up. */
final class SharedJournalDaoTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOO_LONG = "x".repeat(300);

  private static final String WAITS =
      "select pid from pg_stat_activity where wait_event_type = 'Lock'"
          + " and datname = current_database()";

  private DatabaseSettings settings;
  private ActorTestKit kit;
  private Connection other;
  private JournalDao dao;

  @BeforeEach
  void start(@TempDir Path directory) throws SQLException {
    settings = TestDatabase.POSTGRESQL.create(directory);
    Database.open(settings).close(); // makes the tables
    Config config =
        ConfigFactory.parseString(
                "jdbc-journal.parallelism = 1\nakka.coordinated-shutdown.exit-jvm = off")
            .withFallback(settings.pluginConfig())
            .withFallback(AppConfig.load(Optional.empty()));
    kit = ActorTestKit.create("dao", config);
    dao = dao(SharedJournalDao::new);
    other = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    other.setAutoCommit(false);
  }

  @AfterEach
  void stop() throws SQLException {
    other.close();
    kit.shutdownTestKit();
  }

  @FunctionalInterface
  private interface Made {
    JournalDao make(
        JdbcBackend.DatabaseDef database,
        JdbcProfile profile,
        JournalConfig config,
        Serialization serialization,
        ExecutionContext context,
        Materializer materializer);
  }

  private JournalDao dao(Made made) {
    Config config = kit.system().settings().config().getConfig("jdbc-journal");
    var classic = Adapter.toClassic(kit.system());
    SlickDatabase slick = ((SlickExtensionImpl) SlickExtension.get(classic)).database(config);
    return made.make(
        slick.database(),
        slick.profile(),
        new JournalConfig(config),
        SerializationExtension.get(classic),
        classic.dispatcher(),
        Materializer.createMaterializer(classic));
  }

  private static PersistentRepr event(String id, long sequence, Object payload) {
    return PersistentRepr.apply(payload, sequence, id, "", false, null, "writer-of-" + id)
        .withTimestamp(1_700_000_000_000L + sequence);
  }

  private static AtomicWrite atomic(PersistentRepr... events) {
    return new AtomicWrite(CollectionConverters.asScala(List.of(events)).toSeq());
  }

  private static AtomicWrite titled(String id, long sequence) {
    ItemDescription title = new ItemDescription("title " + sequence, List.of("c"), false);
    return atomic(event(id, sequence, new ItemEvent.Described(title)));
  }

  private Future<Seq<Try<BoxedUnit>>> write(AtomicWrite... writes) {
    return dao.asyncWriteMessages(CollectionConverters.asScala(List.of(writes)).toSeq());
  }

  @FunctionalInterface
  private interface Condition {
    void check() throws SQLException;
  }

  private void await(Condition condition) {
    kit.createTestProbe()
        .awaitAssert(
            PATIENCE,
            () -> {
              try {
                condition.check();
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
              return null;
            });
  }

  private static <T> T await(Future<T> future) throws Exception {
    return FutureConverters.asJava(future)
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static Throwable failure(Future<?> future) throws Exception {
    return await(future.failed());
  }

  /** Lets the lane wait for another session, which is about to write the same. */
  private Future<Seq<Try<BoxedUnit>>> writeHeldUp(String id) throws SQLException {
    holdUp(id);
    return write(titled(id, 1));
  }

  private void holdUp(String id) throws SQLException {
    try (Statement insert = other.createStatement()) {
      insert.executeUpdate(
          "insert into event_journal (persistence_id, sequence_number, writer, event_ser_id,"
              + " event_ser_manifest, event_payload) values ('"
              + id
              + "', 1, '', 0, '', '')");
    }
  }

  private List<String> rows(String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1));
      }
      return rows;
    }
  }

  private List<String> written() throws SQLException {
    return rows(
        "select persistence_id || ' ' || sequence_number from event_journal"
            + " order by persistence_id, sequence_number");
  }

  @Test
  void write_events_areThePluginsRows() throws Exception {
    ItemEvent removed = new ItemEvent.Removed();
    AtomicWrite write =
        atomic(event("item|a", 1, removed), event("item|a", 2, removed).withManifest("m"));
    assertThat(await(write(write)).isEmpty()).isTrue();
    String row =
        "select row(ordering - (select min(ordering) from event_journal), persistence_id,"
            + " sequence_number, deleted, writer, write_timestamp, adapter_manifest, event_ser_id,"
            + " event_ser_manifest, event_payload, meta_ser_id, meta_ser_manifest,"
            + " meta_payload)::text from event_journal order by sequence_number";
    List<String> ours = rows(row);
    try (Statement delete = other.createStatement()) {
      delete.executeUpdate("delete from event_journal");
    }
    other.commit();
    dao = dao(DefaultJournalDao::new);
    await(write(write));

    assertThat(ours).hasSize(2).isEqualTo(rows(row));
  }

  @Test
  void write_laneIsBusy_whatWaitsGoesIntoOneTransaction() throws Exception {
    Future<?> first = writeHeldUp("item|held");
    List<Future<?>> waiting = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      waiting.add(write(titled("item|" + n, 1)));
    }
    other.rollback();

    await(first);
    for (Future<?> one : waiting) {
      await(one);
    }
    assertThat(rows("select count(*) from event_journal group by xmin::text order by 1"))
        .containsExactly("1", "20");
  }

  @Test
  void write_besideOneThatTheDatabaseRefuses_isDurable() throws Exception {
    Future<?> first = writeHeldUp("item|held");
    Future<?> before = write(titled("item|b", 1));
    Future<?> tooLong = write(titled(TOO_LONG, 1));
    Future<?> twice = write(titled("item|a", 1));
    Future<?> after = write(titled("item|z", 7));
    try (Statement insert = other.createStatement()) {
      insert.executeUpdate("update event_journal set persistence_id = 'item|a'");
    }
    other.commit(); // another writer of a was first

    await(first);
    await(before);
    await(after);
    assertThat(((SQLException) failure(tooLong)).getSQLState()).isEqualTo("22001");
    assertThat(((SQLException) failure(twice)).getSQLState()).isEqualTo("23505");
    assertThat(written()).containsExactly("item|a 1", "item|b 1", "item|held 1", "item|z 7");
    await(write(titled("item|a", 2)));
  }

  @Test
  void write_eventThatCanNotBeWritten_isRejectedAlone() throws Exception {
    Object tagged = new Tagged(new ItemEvent.Removed(), Set.of("tag"));
    List<Try<BoxedUnit>> results =
        CollectionConverters.asJava(
            await(
                write(
                    atomic(event("item|a", 1, new Object())),
                    titled("item|a", 2),
                    atomic(event("item|a", 3, tagged)))));

    assertThat(results).extracting(Try::isSuccess).containsExactly(false, true, false);
    assertThat(written()).containsExactly("item|a 2");
    assertThat(await(write(atomic(event("item|b", 1, tagged)))).head().isFailure()).isTrue();
  }

  @Test
  void write_connectionIsLost_failsTheGroupWithoutTryingEach() throws Exception {
    holdUp("item|held");
    var held = other.setSavepoint();
    Future<?> first = writeHeldUp("item|first");
    List<Future<?>> group = List.of(write(titled("item|a", 1)), write(titled("item|held", 1)));
    other.rollback(held);
    await(first);
    await(() -> assertThat(rows(WAITS)).hasSize(1));
    rows("select pg_terminate_backend(" + rows(WAITS).get(0) + ")");

    for (Future<?> lost : group) {
      assertThat(((SQLException) failure(lost)).getSQLState()).isEqualTo("57P01");
    }
    other.rollback();
    await(write(titled("item|b", 1))); // on another connection
    assertThat(written()).containsExactly("item|b 1", "item|first 1");
  }
}
