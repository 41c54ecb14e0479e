package tandem.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalDao;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.stream.Materializer;
import com.fasterxml.jackson.core.JacksonException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import tandem.app.AppConfig;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.entity.StoredJournal;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

/** What entities recover from on PostgreSQL. */
final class SharedSnapshotDaoTest {

  private static final int PATIENCE_SECONDS = 60;
  private static final ItemEvent SNAPSHOT = new ItemEvent.Removed(7); // any object that is stored

  private DatabaseSettings settings;
  private ActorTestKit kit;
  private JournalDao events;
  private SharedSnapshotDao dao;

  @BeforeEach
  void start(@TempDir Path directory) throws SQLException {
    settings = TestDatabase.POSTGRESQL.create(directory);
    Database.open(settings).close(); // makes the tables
    Config config =
        ConfigFactory.parseString("akka.coordinated-shutdown.exit-jvm = off")
            .withFallback(settings.pluginConfig())
            .withFallback(AppConfig.load(Optional.empty()));
    kit = ActorTestKit.create("dao", config);
    var classic = Adapter.toClassic(kit.system());
    SlickDatabase slick =
        ((SlickExtensionImpl) SlickExtension.get(classic))
            .database(kit.system().settings().config().getConfig("jdbc-journal"));
    Serialization serialization = SerializationExtension.get(classic);
    Materializer materializer = Materializer.createMaterializer(classic);
    events =
        new DefaultJournalDao(
            slick.database(),
            slick.profile(),
            new JournalConfig(kit.system().settings().config().getConfig("jdbc-journal")),
            serialization,
            classic.dispatcher(),
            materializer);
    dao =
        new SharedSnapshotDao(
            slick.database(),
            slick.profile(),
            new SnapshotConfig(kit.system().settings().config().getConfig("jdbc-snapshot-store")),
            serialization,
            classic.dispatcher(),
            materializer);
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return FutureConverters.asJava(future)
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void write(String id, int first, int last) throws Exception {
    List<PersistentRepr> rows = new ArrayList<>();
    for (int n = first; n <= last; n++) {
      rows.add(PersistentRepr.apply(event(n), n, id, "", false, null, "writer"));
    }
    AtomicWrite write = new AtomicWrite(CollectionConverters.asScala(rows).toSeq());
    await(events.asyncWriteMessages(CollectionConverters.asScala(List.of(write)).toSeq()));
  }

  private static ItemEvent event(int n) {
    return new ItemEvent.Described(new ItemDescription("title " + n, List.of(), false));
  }

  private static List<Object> events(int first, int last) {
    List<Object> events = new ArrayList<>();
    for (int n = first; n <= last; n++) {
      events.add(event(n));
    }
    return events;
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement any = connection.createStatement()) {
      assertThat(any.executeUpdate(statement)).isPositive();
    }
  }

  private StoredJournal stored(String id) throws Exception {
    Option<Tuple2<SnapshotMetadata, Object>> found = await(dao.latestSnapshot(id));
    return (StoredJournal) found.get()._2();
  }

  private static List<Object> payloads(StoredJournal stored) {
    return stored.events().stream().map(PersistentRepr::payload).toList();
  }

  @Test
  void read_neverWritten_isEmpty() throws Exception {
    assertThat(stored("item|new")).isEqualTo(StoredJournal.EMPTY);
  }

  @Test
  void read_events_areAllThereInOrder() throws Exception {
    write("item|a", 1, 3);
    write("item|b", 1, 1);
    StoredJournal stored = stored("item|a");

    assertThat(payloads(stored)).isEqualTo(events(1, 3));
    assertThat(stored.events().get(2).sequenceNr()).isEqualTo(3);
    assertThat(stored.events().get(2).writerUuid()).isEqualTo("writer");
    assertThat(stored.highest()).isEqualTo(3);
    assertThat(stored.snapshot()).isEmpty();
    assertThat(stored.damage()).isEmpty();
  }

  @Test
  void read_newestSnapshot_hasTheEventsAfterIt() throws Exception {
    write("item|a", 1, 5);
    await(dao.save(new SnapshotMetadata("item|a", 2, 1), event(1)));
    await(dao.save(new SnapshotMetadata("item|a", 4, 2), SNAPSHOT));
    StoredJournal stored = stored("item|a");

    assertThat(stored.snapshot()).contains(SNAPSHOT);
    assertThat(stored.sequence()).isEqualTo(4);
    assertThat(payloads(stored)).isEqualTo(events(5, 5));
    assertThat(stored.highest()).isEqualTo(5);
  }

  @Test
  void read_snapshotOfTheLastEvent_hasNoEvents() throws Exception {
    write("item|a", 1, 2);
    await(dao.save(new SnapshotMetadata("item|a", 2, 1), SNAPSHOT));
    StoredJournal stored = stored("item|a");

    assertThat(stored)
        .isEqualTo(new StoredJournal(Optional.of(SNAPSHOT), 2, List.of(), Optional.empty(), 2));
  }

  @Test
  void read_moreThanAPage_saysHowFarItGoes() throws Exception {
    int all = SharedSnapshotDao.PAGE + 10;
    write("item|a", 1, all);
    StoredJournal stored = stored("item|a");

    assertThat(payloads(stored)).isEqualTo(events(1, SharedSnapshotDao.PAGE));
    assertThat(stored.highest()).isEqualTo(all);
  }

  /** As of an entity whose journal was compacted, or made by a promotion. */
  @Test
  void read_firstEventFarOn_isThere() throws Exception {
    write("item|a", 1_000, 1_001);

    assertThat(payloads(stored("item|a"))).isEqualTo(events(1_000, 1_001));
  }

  @Test
  void read_deletedEvents_areLeftOut() throws Exception {
    write("item|a", 1, 4);
    sql("update event_journal set deleted = true where sequence_number < 3");

    assertThat(payloads(stored("item|a"))).isEqualTo(events(3, 4));
  }

  @Test
  void read_damagedEvent_hasThoseBeforeIt() throws Exception {
    write("item|a", 1, 4);
    sql("update event_journal set event_payload = 'no' where sequence_number = 3");
    StoredJournal stored = stored("item|a");

    assertThat(payloads(stored)).isEqualTo(events(1, 2));
    assertThat(stored.damage()).isPresent();
  }

  @Test
  void read_damagedSnapshot_failsAlone() throws Exception {
    write("item|a", 1, 1);
    write("item|b", 1, 1);
    await(dao.save(new SnapshotMetadata("item|a", 1, 1), SNAPSHOT));
    await(dao.save(new SnapshotMetadata("item|b", 1, 1), SNAPSHOT));
    sql("update snapshot set snapshot_payload = 'no' where persistence_id = 'item|a'");
    var a = dao.latestSnapshot("item|a");
    StoredJournal b = stored("item|b");

    assertThat(await(a.failed())).isInstanceOf(JacksonException.class);
    assertThat(b.snapshot()).contains(SNAPSHOT);
  }
}
