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

  void learnedByItem(int steps) {
    itemSteps += steps;
  }

  void endUser(long sequence, int offsets) {
    users++;
    end(sequence, offsets);
  }

  void endItem(long sequence, int offsets) {
    items++;
    end(sequence, offsets);
  }

  private void end(long sequence, int offsets) {
    events += sequence;
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
