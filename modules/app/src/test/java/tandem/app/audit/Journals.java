package tandem.app.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tandem.entity.index.IndexedItem;
import tandem.entity.item.ItemState;
import tandem.entity.user.UserState;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.ItemStep;
import tandem.protocol.journal.Receipt;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserSnapshot;
import tandem.protocol.journal.UserStep;

/** Journals as a node would have written them, to be damaged and audited. */
final class Journals {

  static final int WINDOW = 100;
  static final int INDEX_PARTITIONS = 4;
  static final int IN_FLIGHT = 8;
  static final long TIME = 1_700_000_000_000L;

  private static final Factors FRESH = factors(0.5f, 0);

  final List<Frontiers.Stored> frontiers = new ArrayList<>();
  final Map<Integer, Long> orderings = new HashMap<>();
  private final TreeMap<String, Stored> stored = new TreeMap<>();
  private long ordering;
  private long lowWater;
  private OptionalLong rejected = OptionalLong.empty();
  private @Nullable List<Interaction> accepted;

  /** What the database has of one persistence id. */
  private static final class Stored {
    private final List<Row> before = new ArrayList<>();
    private final List<Row.Event> events = new ArrayList<>();
    private long learned;
  }

  /** A user and an item learn the record of partition 0 at {@code offset}. */
  Journals learn(String user, String item, long offset) {
    return byItem(user, item, offset).byUser(user, item, offset);
  }

  Journals byUser(String user, String item, long offset) {
    Stored of = of("user|" + user);
    of.learned++;
    UserStep step = step(item, offset);
    Factors factors = factors((float) offset, of.learned);
    return event("user|" + user, new UserEvent.Learned(List.of(step), List.of(), factors, 0f));
  }

  UserStep step(String item, long offset) {
    return new UserStep(
        delivery(offset), new ItemId(item), "view", null, TIME + offset, null, 0.25f);
  }

  Journals droppedBy(String user, long offset) {
    Factors factors = factors((float) offset, of("user|" + user).learned);
    return event(
        "user|" + user, new UserEvent.Learned(List.of(), List.of(delivery(offset)), factors, 0f));
  }

  Journals byItem(String user, String item, long offset) {
    Stored of = of("item|" + item);
    of.learned++;
    ItemStep step = new ItemStep(delivery(offset), 0.25f);
    Factors factors = factors((float) -offset, of.learned);
    return event("item|" + item, new ItemEvent.Learned(List.of(step), factors, offset));
  }

  /** Adds an event of whatever class to a journal. */
  Journals event(String id, Object event) {
    Stored of = of(id);
    long last = of.events.isEmpty() ? 0 : of.events.get(of.events.size() - 1).sequence();
    of.events.add(new Row.Event(id, last + 1, ++ordering, event));
    return this;
  }

  /** The deliveries from here on carry this low-water mark. */
  Journals lowWater(long mark) {
    lowWater = mark;
    return this;
  }

  private Delivery delivery(long offset) {
    return new Delivery(new RecordId(0, 0, offset), Math.min(lowWater, offset));
  }

  private static Factors factors(float value, long count) {
    return new Factors(FactorVector.of(value, 2f), 0.125f, 1f, count);
  }

  private Stored of(String id) {
    return stored.computeIfAbsent(id, any -> new Stored());
  }

  /** A snapshot of the state after all events so far, as the entity would store it. */
  Journals snapshot(String id) {
    Object form =
        id.startsWith("user|")
            ? UserState.snapshots(WINDOW).toJournal(user(id))
            : ItemState.snapshots().toJournal(item(id));
    return snapshot(id, of(id).events.size(), form);
  }

  /** The same, changed. */
  Journals userSnapshot(String id, UnaryOperator<UserSnapshot> change) {
    UserSnapshot form = (UserSnapshot) UserState.snapshots(WINDOW).toJournal(user(id));
    return snapshot(id, of(id).events.size(), change.apply(form));
  }

  Journals snapshot(String id, long sequence, Object form) {
    of(id).before.add(new Row.Snapshot(id, sequence, form));
    return this;
  }

  private UserState user(String id) {
    UserState state = UserState.fresh(FRESH, WINDOW);
    for (Row.Event event : of(id).events) {
      state = state.apply((UserEvent) event.payload());
    }
    return state;
  }

  private ItemState item(String id) {
    ItemState state = ItemState.fresh(FRESH);
    for (Row.Event event : of(id).events) {
      state = state.apply((ItemEvent) event.payload());
    }
    return state;
  }

  /** The index holds the item as it is now. */
  Journals index(String item) {
    return index(item, row -> row);
  }

  Journals index(String item, UnaryOperator<IndexedItem> change) {
    ItemId id = new ItemId(item);
    String journal = "item|" + item;
    IndexedItem row = IndexedItem.of(id, of(journal).events.size(), item(journal));
    return index(id.partition(INDEX_PARTITIONS), change.apply(row));
  }

  Journals index(int partition, IndexedItem row) {
    of("item|" + row.id().value()).before.add(0, new Row.Indexed(partition, row));
    return this;
  }

  /** Each partition of the index says that it is complete up to here. */
  Journals indexedUpTo(long upTo) {
    for (int partition = 0; partition < INDEX_PARTITIONS; partition++) {
      orderings.put(partition, upTo);
    }
    return this;
  }

  Journals skipOrderings(long count) {
    ordering += count;
    return this;
  }

  Journals frontier(long nextOffset) {
    frontiers.add(new Frontiers.Stored("user_behavior", 0, 0, nextOffset));
    return this;
  }

  Journals expectRejected(long count) {
    rejected = OptionalLong.of(count);
    return this;
  }

  /** The producer's truth: view events at the time of their offset. */
  Journals accepted(Interaction... events) {
    accepted = List.of(events);
    return this;
  }

  static Interaction view(String user, String item, long offset) {
    return new Interaction(
        new UserId(user),
        new ItemId(item),
        "view",
        null,
        java.time.Instant.ofEpochMilli(TIME + offset),
        null);
  }

  /** Takes an event out of a journal. */
  Journals lose(String id, long sequence) {
    of(id).events.removeIf(event -> event.sequence() == sequence);
    return this;
  }

  /** The user is erased, and what was before it is removed. */
  Journals erase(String user) {
    return erase(user, accounted -> accounted);
  }

  Journals erase(String user, UnaryOperator<Accounted> forgery) {
    String id = "user|" + user;
    UserState state = user(id);
    Accounted accounted = forgery.apply(accounted(id));
    return base(
        id,
        of(id).events.size() + 1,
        new UserEvent.Erased(
            new Receipt("r", TIME), FRESH, state.applied().toSnapshot(), accounted));
  }

  /** All events of the journal are replaced by one. */
  Journals compact(String id) {
    Object event =
        id.startsWith("user|")
            ? new UserEvent.Based(
                (UserSnapshot) UserState.snapshots(WINDOW).toJournal(user(id)), accounted(id))
            : new ItemEvent.Based(
                (ItemSnapshot) ItemState.snapshots().toJournal(item(id)), accounted(id));
    return base(id, of(id).events.get(of(id).events.size() - 1).sequence(), event);
  }

  private Journals base(String id, long sequence, Object event) {
    Stored of = of(id);
    of.learned = event instanceof UserEvent.Erased ? 0 : of.learned;
    of.events.clear();
    of.events.add(new Row.Event(id, sequence, ++ordering, event));
    return this;
  }

  private Accounted accounted(String id) {
    Accounted sum = Accounted.NOTHING;
    for (Object event : events(id)) {
      if (event instanceof UserEvent.Learned learned) {
        sum = sum.repeated(learned.repeated().size());
        for (UserStep step : learned.steps()) {
          sum = sum.learned(step.delivery().id());
        }
      } else if (event instanceof ItemEvent.Learned learned) {
        for (ItemStep step : learned.steps()) {
          sum = sum.learned(step.delivery().id());
        }
      } else if (event instanceof UserEvent.Based based) {
        sum = sum.plus(based.accounted());
      } else if (event instanceof ItemEvent.Based based) {
        sum = sum.plus(based.accounted());
      }
    }
    return sum;
  }

  /** All rows, in the order in which the audit wants them. */
  Stream<Row> rows() {
    return stored.values().stream()
        .flatMap(of -> Stream.concat(of.before.stream(), of.events.stream()));
  }

  /** The events of a journal. */
  List<Object> events(String id) {
    return of(id).events.stream().map(Row.Event::payload).toList();
  }

  Report audit() {
    Audit audit =
        new Audit(
            new AuditSettings(IN_FLIGHT, WINDOW, INDEX_PARTITIONS, rejected),
            frontiers,
            orderings,
            Optional.ofNullable(accepted).map(Truth::new));
    rows().forEach(audit::add);
    return audit.report();
  }
}
