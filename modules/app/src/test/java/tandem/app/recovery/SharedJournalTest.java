package tandem.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.AtomicWrite;
import akka.persistence.Persistence;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalDao;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import tandem.app.AppConfig;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.entity.JournalWriter;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

/**
 * Writes by one lane. On PostgreSQL an uncommitted row of another session holds it up; what becomes
 * of a row that the database refuses is in {@link JournalInsertTest} for both.
 */
final class SharedJournalTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOO_LONG = "x".repeat(300);

  private static final String WAITS =
      "select pid from pg_stat_activity where wait_event_type = 'Lock'"
          + " and datname = current_database()";

  private DatabaseSettings settings;
  private ActorTestKit kit;
  private Connection other;
  private JournalWriter journal;

  @BeforeEach
  void start(@TempDir Path directory) throws SQLException {
    start(TestDatabase.POSTGRESQL, directory);
  }

  private void startAnew(TestDatabase kind, Path directory) throws SQLException {
    stop();
    start(kind, directory);
  }

  private void start(TestDatabase kind, Path directory) throws SQLException {
    settings = kind.create(directory);
    Database.open(settings).close(); // makes the tables
    Config config =
        ConfigFactory.parseString(
                "jdbc-journal.parallelism = 1\nakka.coordinated-shutdown.exit-jvm = off")
            .withFallback(settings.pluginConfig())
            .withFallback(AppConfig.load(Optional.empty()));
    kit = ActorTestKit.create("dao", config);
    var unused =
        Persistence.get(Adapter.toClassic(kit.system()))
            .journalFor("jdbc-journal", ConfigFactory.empty());
    JournalWriter.Registry writers = JournalWriter.Registry.of(kit.system());
    await(() -> assertThat(writers.find("")).isPresent());
    journal = writers.find("").orElseThrow();
    other = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    other.setAutoCommit(false);
  }

  @AfterEach
  void stop() throws SQLException {
    other.close();
    kit.shutdownTestKit();
  }

  /** The plugin's own, to compare with. */
  private JournalDao plugin() {
    Config config = kit.system().settings().config().getConfig("jdbc-journal");
    var classic = Adapter.toClassic(kit.system());
    SlickDatabase slick = ((SlickExtensionImpl) SlickExtension.get(classic)).database(config);
    return new DefaultJournalDao(
        slick.database(),
        slick.profile(),
        new JournalConfig(config),
        SerializationExtension.get(classic),
        classic.dispatcher(),
        Materializer.createMaterializer(classic));
  }

  private static ItemEvent title(long sequence) {
    return new ItemEvent.Described(new ItemDescription("title " + sequence, List.of("c"), false));
  }

  private CompletableFuture<Done> write(String id, long first, Object... events) {
    CompletableFuture<Done> durable = new CompletableFuture<>();
    journal.write(
        id,
        first,
        "writer-of-" + id,
        List.of(events),
        failure -> {
          boolean once =
              failure == null
                  ? durable.complete(Done.getInstance())
                  : durable.completeExceptionally(failure);
          assertThat(once).isTrue();
        });
    return durable;
  }

  private CompletableFuture<Done> titled(String id, long sequence) {
    return write(id, sequence, title(sequence));
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

  private static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static Throwable failure(CompletableFuture<?> future) throws Exception {
    return await(future.handle((done, failure) -> failure));
  }

  /** Lets the lane wait for another session, which is about to write the same. */
  private CompletableFuture<Done> writeHeldUp(String id) throws SQLException {
    holdUp(id);
    return titled(id, 1);
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
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          Object value = row.getObject(column);
          values.add(value instanceof byte[] b ? HexFormat.of().formatHex(b) : "" + value);
        }
        rows.add(String.join(" ", values));
      }
      return rows;
    }
  }

  private List<String> written() throws SQLException {
    return rows(
        "select persistence_id || ' ' || sequence_number from event_journal"
            + " order by persistence_id, sequence_number");
  }

  @ParameterizedTest
  @EnumSource
  void write_events_areThePluginsRows(TestDatabase kind, @TempDir Path directory) throws Exception {
    startAnew(kind, directory);
    ItemEvent removed = new ItemEvent.Removed();
    long before = System.currentTimeMillis();
    await(write("item|a", 1, title(1), removed));
    String row =
        "select ordering - (select min(ordering) from event_journal), persistence_id,"
            + " sequence_number, deleted, writer, adapter_manifest, event_ser_id,"
            + " event_ser_manifest, event_payload, meta_ser_id, meta_ser_manifest,"
            + " meta_payload from event_journal order by sequence_number";
    List<String> ours = rows(row);
    assertThat(rows("select write_timestamp from event_journal"))
        .hasSize(2)
        .allSatisfy(
            at -> assertThat(Long.parseLong(at)).isBetween(before, System.currentTimeMillis()));
    try (Statement delete = other.createStatement()) {
      delete.executeUpdate("delete from event_journal");
    }
    other.commit();
    AtomicWrite same =
        new AtomicWrite(
            CollectionConverters.asScala(
                    List.of(event("item|a", 1, title(1)), event("item|a", 2, removed)))
                .toSeq());
    await(
        FutureConverters.asJava(
                plugin().asyncWriteMessages(CollectionConverters.asScala(List.of(same)).toSeq()))
            .toCompletableFuture());

    assertThat(ours).hasSize(2).isEqualTo(rows(row));
  }

  private static PersistentRepr event(String id, long sequence, Object payload) {
    return PersistentRepr.apply(payload, sequence, id, "", false, null, "writer-of-" + id);
  }

  @Test
  void write_laneIsBusy_whatWaitsGoesIntoOneTransaction() throws Exception {
    CompletableFuture<Done> first = writeHeldUp("item|held");
    List<CompletableFuture<Done>> waiting = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      waiting.add(titled("item|" + n, 1));
    }
    other.rollback();

    await(first);
    for (CompletableFuture<Done> one : waiting) {
      await(one);
    }
    assertThat(rows("select count(*) from event_journal group by xmin::text order by 1"))
        .containsExactly("1", "20");
  }

  @Test
  void write_besideOneThatTheDatabaseRefuses_isDurable() throws Exception {
    CompletableFuture<Done> first = writeHeldUp("item|held");
    CompletableFuture<Done> before = titled("item|b", 1);
    CompletableFuture<Done> tooLong = titled(TOO_LONG, 1);
    CompletableFuture<Done> twice = titled("item|a", 1);
    CompletableFuture<Done> after = titled("item|z", 7);
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
    await(titled("item|a", 2));
  }

  @ParameterizedTest
  @EnumSource
  void write_eventThatCanNotBeEncoded_isRefusedWithAllOfItsWrite(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    startAnew(kind, directory);
    assertThatThrownBy(() -> write("item|a", 1, title(1), new Object()))
        .isInstanceOf(IllegalArgumentException.class);
    await(titled("item|b", 1));

    assertThat(written()).containsExactly("item|b 1");
  }

  @Test
  void write_connectionIsLost_failsTheGroupWithoutTryingEach() throws Exception {
    holdUp("item|held");
    var held = other.setSavepoint();
    CompletableFuture<Done> first = writeHeldUp("item|first");
    List<CompletableFuture<Done>> group = List.of(titled("item|a", 1), titled("item|held", 1));
    other.rollback(held);
    await(first);
    await(() -> assertThat(rows(WAITS)).hasSize(1));
    rows("select pg_terminate_backend(" + rows(WAITS).get(0) + ")");

    for (CompletableFuture<Done> lost : group) {
      assertThat(((SQLException) failure(lost)).getSQLState()).isEqualTo("57P01");
    }
    other.rollback();
    await(titled("item|b", 1)); // on another connection
    assertThat(written()).containsExactly("item|b 1", "item|first 1");
  }
}
