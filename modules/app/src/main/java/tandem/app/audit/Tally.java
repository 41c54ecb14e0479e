package tandem.app.audit;

import java.util.SortedMap;
import java.util.TreeMap;

/** What the journals hold, in numbers. */
final class Tally {

  private final SortedMap<String, Long> types = new TreeMap<>();
  private long users;
  private long items;
  private long events;
  private long userSteps;
  private long itemSteps;
  private int mostOffsets;

  void learnedByUser(String type) {
    userSteps++;
    types.merge(type, 1L, Long::sum);
  }

  /** Events of which only the number is left. */
  void removedFromUser(long steps) {
    if (steps > 0) {
      userSteps += steps;
      types.merge("(removed)", steps, Long::sum);
    }
  }

  void learnedByItem(long steps) {
    itemSteps += steps;
  }

  void endUser(long count, int offsets) {
    users++;
    end(count, offsets);
  }

  void endItem(long count, int offsets) {
    items++;
    end(count, offsets);
  }

  private void end(long count, int offsets) {
    events += count;
    mostOffsets = Math.max(mostOffsets, offsets);
  }

  long users() {
    return users;
  }

  long items() {
    return items;
  }

  long events() {
    return events;
  }

  long userSteps() {
    return userSteps;
  }

  long itemSteps() {
    return itemSteps;
  }

  int mostOffsets() {
    return mostOffsets;
  }

  /** Events that users learned, by type. */
  SortedMap<String, Long> types() {
    return types;
  }
}
