package tandem.app.evaluate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/**
 * Events in the order in which they are learned; users and items are numbered as they first appear.
 */
public final class EventLog {

  private final List<Interaction> events;
  private final List<UserId> users = new ArrayList<>();
  private final List<ItemId> items = new ArrayList<>();
  private final int[] user;
  private final int[] item;
  private final Repeats repeats;

  private EventLog(List<Interaction> events, Repeats repeats) {
    this.events = events;
    this.repeats = repeats;
    this.user = new int[events.size()];
    this.item = new int[events.size()];
    Map<UserId, Integer> userNumbers = new HashMap<>();
    Map<ItemId, Integer> itemNumbers = new HashMap<>();
    for (int e = 0; e < user.length; e++) {
      user[e] = number(events.get(e).user(), userNumbers, users);
      item[e] = number(events.get(e).item(), itemNumbers, items);
    }
  }

  /** Sorts by time; what has one time keeps its order. */
  public static EventLog of(List<Interaction> events) {
    List<Interaction> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparing(Interaction::timestamp));
    return new EventLog(sorted, Repeats.DROPPED);
  }

  /** Keeps the order of {@code events}. */
  public static EventLog inOrder(List<Interaction> events) {
    return new EventLog(List.copyOf(events), Repeats.DROPPED);
  }

  /** The first event of each pair of user and item among those that pass. */
  EventLog firstOfEachPair(Predicate<Interaction> passes) {
    record Pair(UserId user, ItemId item) {}
    return firstOfEach(passes, event -> new Pair(event.user(), event.item()));
  }

  private EventLog firstOfEachMoment(Predicate<Interaction> passes) {
    record Moment(UserId user, ItemId item, Instant at) {}
    return firstOfEach(passes, event -> new Moment(event.user(), event.item(), event.timestamp()));
  }

  private EventLog firstOfEach(Predicate<Interaction> passes, Function<Interaction, ?> key) {
    Set<Object> seen = new HashSet<>();
    return new EventLog(
        events.stream().filter(passes).filter(event -> seen.add(key.apply(event))).toList(),
        repeats);
  }

  /** The first so many events. */
  public EventLog first(int size) {
    return new EventLog(events.subList(0, size), repeats);
  }

  /** How many events there are. */
  public int size() {
    return user.length;
  }

  Interaction event(int e) {
    return events.get(e);
  }

  int user(int e) {
    return user[e];
  }

  int item(int e) {
    return item[e];
  }

  /**
   * The events that show a preference: the first of each pair of user and item, or all that have
   * different times.
   */
  EventLog positives(InteractionRules rules) {
    Predicate<Interaction> passes = event -> rules.target(event, Objective.PREFERENCE).weight() > 0;
    return repeats.count() ? firstOfEachMoment(passes) : firstOfEachPair(passes);
  }

  /** The same events, for lists of another kind. */
  EventLog with(Repeats which) {
    return new EventLog(events, which);
  }

  /** What becomes of an item that its user takes again. */
  Repeats repeats() {
    return repeats;
  }

  /** How many different users. */
  public int userCount() {
    return users.size();
  }

  /** How many different items. */
  public int itemCount() {
    return items.size();
  }

  UserId userId(int number) {
    return users.get(number);
  }

  ItemId itemId(int number) {
    return items.get(number);
  }

  private static <T> int number(T id, Map<T, Integer> numbers, List<T> ids) {
    Integer known = numbers.putIfAbsent(id, ids.size());
    if (known == null) {
      ids.add(id);
      return ids.size() - 1;
    }
    return known;
  }
}
