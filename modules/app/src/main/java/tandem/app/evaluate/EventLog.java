package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private EventLog(List<Interaction> events) {
    this.events = events;
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
    return new EventLog(sorted);
  }

  /** Keeps the order of {@code events}. */
  public static EventLog inOrder(List<Interaction> events) {
    return new EventLog(List.copyOf(events));
  }

  /** The first event of each pair of user and item among those that pass. */
  EventLog firstOfEachPair(Predicate<Interaction> passes) {
    record Pair(UserId user, ItemId item) {}
    Set<Pair> seen = new HashSet<>();
    return new EventLog(
        events.stream()
            .filter(passes)
            .filter(event -> seen.add(new Pair(event.user(), event.item())))
            .toList());
  }

  /** The first so many events. */
  public EventLog first(int size) {
    return new EventLog(events.subList(0, size));
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

  /** The first event of each pair of user and item among those that show a preference. */
  EventLog positives(InteractionRules rules) {
    return firstOfEachPair(event -> rules.target(event, Objective.PREFERENCE).weight() > 0);
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
