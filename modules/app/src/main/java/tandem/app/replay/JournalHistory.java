package tandem.app.replay;

import com.typesafe.config.Config;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import tandem.app.ModelConfig;
import tandem.app.audit.Decoder;
import tandem.app.database.DatabaseView;
import tandem.app.evaluate.EventLog;
import tandem.app.evaluate.Recorded;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Objective;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

/**
 * The interactions in the journals of the users, in the order in which their rows were written. The
 * rows are streamed; of an interaction some 100 bytes stay in memory.
 */
final class JournalHistory {

  private static final String USER = "user|";
  private static final String ROWS =
      "select persistence_id, event_payload, event_ser_id, event_ser_manifest from event_journal"
          + " where deleted = false and persistence_id like '"
          + USER
          + "%' order by ordering";
  private static final String MODEL =
      "select objective, factors, seed, rating_min, rating_max from model";

  private final Period period;
  private final LongConsumer progress;
  private final List<Interaction> events = new ArrayList<>();
  private final Map<UserId, Factors> users = new HashMap<>();
  private final Map<String, UserId> userIds = new HashMap<>();
  private final Map<ItemId, ItemId> itemIds = new HashMap<>();
  private float[] errors = new float[1_024];

  private JournalHistory(Period period, LongConsumer progress) {
    this.period = period;
    this.progress = progress;
  }

  /** Reads all; {@code progress} is told how many interactions there are so far. */
  static History read(
      DatabaseView database, Decoder decoder, Config node, Period period, LongConsumer progress)
      throws SQLException, IOException {
    JournalHistory reading = new JournalHistory(period, progress);
    try (ResultSet model = database.query(MODEL)) {
      if (!model.next()) {
        throw new IOException("No node has started on this database yet.");
      }
      ModelSettings settings = settings(model, ModelConfig.model(node));
      InteractionRules rules =
          ModelConfig.rules(node).withScale(model.getDouble(4), model.getDouble(5));
      reading.readUsers(database, decoder);
      return new History(
          "journal",
          EventLog.inOrder(reading.events),
          settings,
          rules,
          Optional.of(reading.recorded()));
    }
  }

  private static ModelSettings settings(ResultSet model, ModelSettings configured)
      throws SQLException {
    Objective objective = Objective.valueOf(model.getString(1).toUpperCase(Locale.ROOT));
    ModelSettings settings =
        objective == configured.objective()
            ? configured
            : switch (objective) {
              case RATING -> ModelSettings.rating();
              case PREFERENCE -> ModelSettings.preference();
            };
    return settings.withFactors(model.getInt(2)).withSeed(model.getLong(3));
  }

  private void readUsers(DatabaseView database, Decoder decoder) throws SQLException, IOException {
    try (ResultSet row = database.query(ROWS)) {
      while (row.next()) {
        String id = row.getString(1);
        Object payload = decoder.decode(row, "event_payload", "event_ser_id", "event_ser_manifest");
        UserId user = userIds.computeIfAbsent(id, key -> new UserId(key.substring(USER.length())));
        if (payload instanceof UserEvent.Learned learned) {
          add(user, learned);
        } else if (payload instanceof UserEvent.Erased) {
          users.remove(user); // a new life begins
        } else {
          throw new IOException(notWhole(id, payload));
        }
      }
    }
  }

  private static String notWhole(String id, Object payload) {
    return payload instanceof UserEvent.Based
        ? "The journal is not whole: events of %s were compacted. Replay the log or a file (--from)."
            .formatted(id)
        : "An event of %s can't be read.".formatted(id);
  }

  private void add(UserId user, UserEvent.Learned learned) {
    users.put(user, learned.factors());
    for (UserStep step : learned.steps()) {
      Instant time = Instant.ofEpochMilli(step.timestamp());
      if (period.contains(time)) {
        add(user, step, time);
      }
    }
  }

  private void add(UserId user, UserStep step, Instant time) {
    ItemId item = itemIds.computeIfAbsent(step.item(), id -> id);
    if (events.size() == errors.length) {
      errors = Arrays.copyOf(errors, 2 * errors.length);
    }
    errors[events.size()] = step.error();
    events.add(new Interaction(user, item, step.type().intern(), step.value(), time, null));
    progress.accept(events.size());
  }

  /** Only the whole history leads to the users as they are. */
  private Recorded recorded() {
    return new Recorded(errors, period.isAll() ? users : Map.of());
  }
}
