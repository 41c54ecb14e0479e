package tandem.app.recovery;

import akka.NotUsed;
import akka.actor.Scheduler;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.AkkaSerialization;
import akka.persistence.jdbc.config.BaseDaoConfig;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import akka.stream.javadsl.Source;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The journal's tables on PostgreSQL, where entities that recover at the same time share queries,
 * and those that write at the same time share transactions. The rows are the plugin's. Made by the
 * plugin, which finds it by {@code jdbc-journal.dao}.
 */
public final class SharedJournalDao extends DefaultJournalDao {

  private static final int PAGE = 256; // sequence numbers: more than lie between two snapshots

  // The inner select is one look at the index, however long the journal is.
  private static final String HIGHEST =
      "select wanted.id, (select max(sequence_number) from event_journal where persistence_id ="
          + " wanted.id) from unnest(?) as wanted(id)";
  private static final String EVENTS =
      "select wanted.at, ordering, deleted, persistence_id, sequence_number, writer,"
          + " write_timestamp, adapter_manifest, event_payload, event_ser_id, event_ser_manifest"
          + " from unnest(?, ?, ?, ?) as wanted(at, id, first, last)"
          + " join event_journal on persistence_id = wanted.id"
          + " and sequence_number between wanted.first and wanted.last"
          + " where not deleted order by wanted.at, sequence_number";

  private final Serialization serialization;
  private final SharedQuery<String, Long> highest;
  private final SharedQuery<Range, List<Try<Tuple2<PersistentRepr, Object>>>> events;
  private final SharedCommit commits;

  private record Range(String id, long first, long last) {}

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
    this.highest =
        new SharedQuery<>(
            context, ids -> SlickJdbc.run(database, HIGHEST, query -> highest(query, ids)), 0L);
    this.events =
        new SharedQuery<>(
            context,
            ranges -> SlickJdbc.run(database, EVENTS, query -> events(query, ranges)),
            List.of());
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

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"}) // a Long is Scala's Object here
  public Future<Object> highestSequenceNr(String id, long from) {
    return (Future) highest.ask(id);
  }

  private static Map<String, Long> highest(PreparedStatement query, List<String> ids)
      throws SQLException {
    Map<String, Long> found = new HashMap<>();
    query.setArray(1, SlickJdbc.texts(query, ids));
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.put(row.getString(1), row.getLong(2)); // 0 for null: no journal
      }
    }
    return found;
  }

  /** The first page shared with others, what is beyond it as the plugin reads it. */
  @Override
  public akka.stream.scaladsl.Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      messagesWithBatch(
          String id,
          long from,
          long to,
          int batchSize,
          Option<Tuple2<FiniteDuration, Scheduler>> refresh) {
    long last = Math.min(to, from + PAGE - 1);
    var page = Source.future(events.ask(new Range(id, from, last))).mapConcat(found -> found);
    return last == to
        ? page.asScala()
        : page.concat(super.messagesWithBatch(id, last + 1, to, batchSize, refresh)).asScala();
  }

  private Map<Range, List<Try<Tuple2<PersistentRepr, Object>>>> events(
      PreparedStatement query, List<Range> ranges) throws SQLException {
    Map<Range, List<Try<Tuple2<PersistentRepr, Object>>>> found = new HashMap<>();
    List<Long> positions = LongStream.range(0, ranges.size()).boxed().toList();
    query.setArray(1, SlickJdbc.numbers(query, positions));
    query.setArray(2, SlickJdbc.texts(query, ranges.stream().map(Range::id).toList()));
    query.setArray(3, SlickJdbc.numbers(query, ranges.stream().map(Range::first).toList()));
    query.setArray(4, SlickJdbc.numbers(query, ranges.stream().map(Range::last).toList()));
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found
            .computeIfAbsent(ranges.get(row.getInt(1)), range -> new ArrayList<>())
            .add(AkkaSerialization.fromRow(serialization, event(row)));
      }
    }
    return found;
  }

  private static JournalAkkaSerializationRow event(ResultSet row) throws SQLException {
    return new JournalAkkaSerializationRow(
        row.getLong("ordering"),
        row.getBoolean("deleted"),
        row.getString("persistence_id"),
        row.getLong("sequence_number"),
        row.getString("writer"),
        row.getLong("write_timestamp"),
        row.getString("adapter_manifest"),
        row.getBytes("event_payload"),
        row.getInt("event_ser_id"),
        row.getString("event_ser_manifest"),
        Option.empty(), // nothing here is written with metadata
        Option.empty(),
        Option.empty());
  }
}
