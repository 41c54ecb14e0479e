package tandem.ingest.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tandem.ingest.simulation.Message.Event;
import tandem.ingest.simulation.Message.LogRecord;
import tandem.protocol.RecordId;

/**
 * What the promise says of the journals at rest, told without the classes that keep it. Each record
 * is once in the journal of its user, in the order of its partition; if learned, it is once in that
 * of its item, if a repetition, not at all. A repetition is what is among the newest events that
 * the user has learned, or is the newest of them with its item.
 */
final class Check {

  private final int window;
  private final List<String> violations = new ArrayList<>();

  private Check(int window) {
    this.window = window;
  }

  /** What is wrong, or nothing. */
  static List<String> violations(
      List<List<LogRecord>> log, List<Journal> users, List<Journal> items, int window) {
    Check check = new Check(window);
    for (List<LogRecord> partition : log) {
      check.once(partition, users, items);
    }
    users.forEach(check::inOrder);
    users.forEach(check::repetitions);
    return check.violations;
  }

  private void once(List<LogRecord> partition, List<Journal> users, List<Journal> items) {
    for (LogRecord record : partition) {
      List<Journal.Entry> byUser = entries(users.get(record.event().user()), record);
      int byItem = entries(items.get(record.event().item()), record).size();
      if (byUser.size() != 1) {
        violations.add(record + " is " + byUser.size() + " times in the journal of its user");
      }
      boolean repeated = byUser.stream().anyMatch(Journal.Entry::repeated);
      if (repeated && byItem > 0) {
        violations.add(record + " was dropped by its user and is in the journal of its item");
      }
      if (!repeated && byItem != 1) {
        violations.add(record + " is " + byItem + " times in the journal of its item");
      }
    }
  }

  private static List<Journal.Entry> entries(Journal journal, LogRecord record) {
    return journal.written().stream().filter(entry -> entry.record().equals(record)).toList();
  }

  private void inOrder(Journal user) {
    Map<RecordId, Long> last = new HashMap<>(); // by the first record of the partition
    for (Journal.Entry entry : user.written()) {
      RecordId id = entry.record().id();
      Long before = last.put(new RecordId(id.epoch(), id.partition(), 0), id.offset());
      if (before != null && before > id.offset()) {
        violations.add(entry.record() + " comes after offset " + before + " with its user");
      }
    }
  }

  private void repetitions(Journal user) {
    List<Event> learned = new ArrayList<>();
    for (Journal.Entry entry : user.written()) {
      Event event = entry.record().event();
      boolean repetition = isRepetition(event, learned);
      if (entry.repeated() && !repetition) {
        violations.add(entry.record() + " was dropped but is no repetition");
      }
      if (!entry.repeated() && repetition) {
        violations.add(entry.record() + " was learned but is a repetition");
      }
      if (!entry.repeated()) {
        learned.add(event);
      }
    }
  }

  private boolean isRepetition(Event event, List<Event> learned) {
    List<Event> newest = learned.subList(Math.max(0, learned.size() - window), learned.size());
    List<Event> withItem = learned.stream().filter(e -> e.item() == event.item()).toList();
    return newest.contains(event)
        || (!withItem.isEmpty() && withItem.get(withItem.size() - 1).equals(event));
  }
}
