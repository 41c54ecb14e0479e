package tandem.app.recovery;

import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.config.BaseDaoConfig;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import java.util.ArrayList;
import java.util.List;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The journal's table on PostgreSQL, where entities that write at the same time share statements.
 * The rows are the plugin's. What an entity recovers from comes with its snapshot ({@link
 * SharedSnapshotDao}), but for what lies beyond the first events after it. Made by the plugin,
 * which finds it by {@code jdbc-journal.dao}.
 */
public final class SharedJournalDao extends DefaultJournalDao {

  private final Serialization serialization;
  private final SharedCommit commits;

  /** As the plugin makes it. */
  public SharedJournalDao(
      JdbcBackend.DatabaseDef database,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext context,
      Materializer materializer) {
    super(database, profile, config, serialization, context, materializer);
    this.serialization = serialization;
    BaseDaoConfig sizes = config.daoConfig();
    this.commits =
        new SharedCommit(
            new SharedCommit.Settings(sizes.parallelism(), sizes.batchSize(), sizes.bufferSize()),
            context,
            group -> SlickJdbc.on(database, connection -> JournalInsert.write(connection, group)));
  }

  /**
   * One entity's writes: those that can't be serialized are rejected, the others durable together
   * or failed.
   */
  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    List<JournalAkkaSerializationRow> rows = new ArrayList<>();
    List<Try<BoxedUnit>> results = new ArrayList<>();
    boolean rejected = false;
    for (AtomicWrite message : CollectionConverters.asJava(messages)) {
      Try<List<JournalAkkaSerializationRow>> serialized = EventRows.of(message, serialization);
      serialized.foreach(rows::addAll);
      results.add(serialized.map(done -> BoxedUnit.UNIT));
      rejected |= serialized.isFailure();
    }
    // Akka takes an empty list for one without rejections.
    Seq<Try<BoxedUnit>> result =
        CollectionConverters.asScala(rejected ? results : List.<Try<BoxedUnit>>of()).toSeq();
    return rows.isEmpty()
        ? Future.successful(result)
        : commits.write(new EntityWrite(messages.head().persistenceId(), rows), result);
  }
}
