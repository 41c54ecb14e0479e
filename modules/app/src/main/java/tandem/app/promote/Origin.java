package tandem.app.promote;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tandem.app.audit.Decoder;
import tandem.app.database.DatabaseView;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.LearnedSerializer;
import tandem.protocol.journal.UserEvent;

/** What the main model's tables hold at one moment. */
final class Origin {

  private static final String USER = "user|";
  private static final String ITEM = "item|";

  // What items have learned stands in the journals of the users, too.
  private static final String ROWS =
      "select persistence_id, ordering, event_payload, event_ser_id, event_ser_manifest"
          + " from event_journal where deleted = false and (persistence_id like 'user|%'"
          + " or (persistence_id like 'item|%' and event_ser_manifest not in ('"
          + LearnedSerializer.ITEM
          + "', '"
          + ItemEvent.Learned.class.getName() // as earlier versions wrote it
          + "'))) order by ordering";
  private static final String TOMBSTONES =
      "select persistence_id, max(ordering) from event_journal where event_ser_manifest = '"
          + UserEvent.Erased.class.getName()
          + "' group by persistence_id";

  private final DatabaseView view;
  private final Decoder decoder;
  private final Set<String> receipts = new HashSet<>();

  Origin(DatabaseView view, Decoder decoder) {
    this.view = view;
    this.decoder = decoder;
  }

  /** A row of the frontier. */
  record Frontier(String topic, int epoch, int partition, long nextOffset) {}

  List<Frontier> frontiers() throws SQLException {
    List<Frontier> frontiers = new ArrayList<>();
    try (ResultSet row = view.query("select topic, epoch, part, next_offset from frontier")) {
      while (row.next()) {
        frontiers.add(new Frontier(row.getString(1), row.getInt(2), row.getInt(3), row.getLong(4)));
      }
    }
    return frontiers;
  }

  /** The newest row of the journal. */
  long newest() throws SQLException {
    try (ResultSet row = view.query("select max(ordering) from event_journal")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  TableRows epochs() throws SQLException {
    return TableRows.read(view, "log_epoch", List.of("topic", "epoch", "topic_id", "started_at"));
  }

  /**
   * The erasures whose tombstones {@link #replay} has met, as finished: of what they removed
   * nothing comes into the new model. Any other is still to come.
   */
  TableRows erasures() throws SQLException {
    TableRows all =
        TableRows.read(
            view, "erasure", List.of("receipt", "user_id", "asked_at", "events", "passes"));
    List<List<Object>> finished =
        all
            .filter(row -> ((Number) row.get(4)).intValue() > 0 || receipts.contains(row.get(0)))
            .rows()
            .stream()
            .map(row -> List.of(row.get(0), row.get(1), row.get(2), row.get(3), (Object) 2))
            .toList();
    return new TableRows(all.table(), all.columns(), finished);
  }

  /** Shows {@code training} what users and the catalogue did, in the order of the rows. */
  void replay(Training training) throws SQLException, IOException {
    Map<String, Long> tombstones = tombstones();
    try (ResultSet row = view.query(ROWS)) {
      while (row.next()) {
        String id = row.getString(1);
        long ordering = row.getLong(2);
        Object event = decoder.decode(row, "event_payload", "event_ser_id", "event_ser_manifest");
        if (id.startsWith(ITEM) && event instanceof ItemEvent change) {
          training.change(new ItemId(id.substring(ITEM.length())), change);
        } else if (id.startsWith(USER) && isWhole(event)) {
          UserId user = new UserId(id.substring(USER.length()));
          replay(training, user, (UserEvent) event, ordering >= tombstones.getOrDefault(id, 0L));
        } else {
          throw new IOException(
              "The journal is not whole: an event of %s was compacted or can't be read."
                  .formatted(id));
        }
      }
    }
  }

  private void replay(Training training, UserId user, UserEvent event, boolean ofThisLife) {
    if (event instanceof UserEvent.Erased erased) {
      receipts.add(erased.receipt().id());
    }
    if (ofThisLife && event instanceof UserEvent.Erased erased) {
      training.erase(user, erased);
    } else if (ofThisLife && event instanceof UserEvent.Learned learned) {
      training.learn(user, learned);
    }
  }

  private static boolean isWhole(Object event) {
    return event instanceof UserEvent.Learned || event instanceof UserEvent.Erased;
  }

  private Map<String, Long> tombstones() throws SQLException {
    Map<String, Long> newest = new HashMap<>();
    try (ResultSet row = view.query(TOMBSTONES)) {
      while (row.next()) {
        newest.put(row.getString(1), row.getLong(2));
      }
    }
    return newest;
  }
}
