package tandem.app.promote;

import akka.serialization.Serialization;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import tandem.app.audit.LogPartition;
import tandem.app.database.Database;
import tandem.app.rebuild.IndexRebuild;
import tandem.app.rebuild.UserRebuild;
import tandem.app.retention.Fold;
import tandem.app.retention.ItemFold;
import tandem.app.retention.UserFold;
import tandem.app.store.JdbcIndexStore;
import tandem.app.store.JdbcModelStore;
import tandem.app.store.JdbcUserStore;
import tandem.app.store.JournalModel;
import tandem.app.store.JournalRows;
import tandem.app.store.Sql;
import tandem.entity.EntitySettings;
import tandem.ingest.Frontier;
import tandem.model.ItemId;
import tandem.model.Sgd;
import tandem.model.UserId;

/** The tables of a model beside the main one, filled for the first time. */
final class ModelTables {

  private static final int BATCH = 500;

  private final Database database;
  private final Serialization serialization;
  private final JournalRows journal;

  ModelTables(Database database, Serialization serialization) {
    this.database = database;
    this.serialization = serialization;
    this.journal = new JournalRows(serialization);
  }

  /** Whether somebody has begun to fill the tables: the model is what {@link #begin} writes. */
  static boolean areBegun(Database database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement query = connection.prepareStatement("select 1 from model");
        ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  /** What the journal is of. */
  void begin(JournalModel model) throws SQLException {
    try {
      JournalModel kept =
          new JdbcModelStore(sql()).findOrInsert(model).toCompletableFuture().join();
      if (!kept.equals(model)) {
        throw new SQLException("another model was begun here at the same time");
      }
    } catch (CompletionException failed) {
      throw new SQLException(failed.getCause());
    }
  }

  /** Tables as they are. */
  void copy(List<TableRows> tables) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      for (TableRows table : tables) {
        table.insert(connection);
      }
      connection.commit();
    }
  }

  /** The frontier of the main model, with what was learned below it. */
  static TableRows frontiers(List<Origin.Frontier> frontiers, Training training) {
    List<List<Object>> rows = new ArrayList<>();
    for (Origin.Frontier row : frontiers) {
      Frontier.Progress progress =
          training.progress(new LogPartition(row.epoch(), row.partition()));
      rows.add(
          List.of(
              row.topic(),
              row.epoch(),
              row.partition(),
              row.nextOffset(),
              progress.ratings(),
              progress.ratingSum()));
    }
    return new TableRows(
        "frontier", List.of("topic", "epoch", "part", "next_offset", "events", "target_sum"), rows);
  }

  /** One event for each user and item, all written at one moment. */
  void journals(Training training, Instant written) throws SQLException {
    String writer = UUID.randomUUID().toString();
    List<JournalRows.First> batch = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      for (Map.Entry<UserId, UserFold> user : training.users().entrySet()) {
        add(
            connection,
            batch,
            first("user|" + user.getKey().value(), user.getValue()),
            writer,
            written);
      }
      for (Map.Entry<ItemId, ItemFold> item : training.items().entrySet()) {
        add(
            connection,
            batch,
            first("item|" + item.getKey().value(), item.getValue()),
            writer,
            written);
      }
      store(connection, batch, writer, written);
    }
  }

  /** The first event of whoever was erased is gone: lists of ids begin with first events. */
  private static JournalRows.First first(String id, Fold fold) {
    return new JournalRows.First(id, fold.isErased() ? 2 : 1, fold.base(), fold.isErased());
  }

  private void add(
      Connection connection,
      List<JournalRows.First> batch,
      JournalRows.First first,
      String writer,
      Instant written)
      throws SQLException {
    batch.add(first);
    if (batch.size() == BATCH) {
      store(connection, batch, writer, written);
    }
  }

  private void store(
      Connection connection, List<JournalRows.First> batch, String writer, Instant written)
      throws SQLException {
    journal.begin(connection, batch, writer, written.toEpochMilli());
    connection.commit();
    batch.clear();
  }

  void index(Sgd sgd, EntitySettings entities) throws IOException {
    IndexRebuild.read(new JdbcIndexStore(sql(), serialization), sgd, entities.partitions())
        .store(partition -> {});
    if (entities.similarUsers()) {
      UserRebuild.read(new JdbcUserStore(sql(), serialization), entities).store(partition -> {});
    }
  }

  private Sql sql() {
    return new Sql(database.dataSource(), Runnable::run);
  }
}
