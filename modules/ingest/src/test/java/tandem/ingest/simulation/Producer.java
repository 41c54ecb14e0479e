package tandem.ingest.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tandem.ingest.simulation.Message.Event;
import tandem.ingest.simulation.Message.LogRecord;
import tandem.protocol.RecordId;

/**
 * Fills the topic, in each of its lives. A user's events go to one partition, which is another one
 * in the next life. A third of the records are events that were sent before: mostly just before,
 * some in an earlier life.
 */
final class Producer {

  static final int PARTITIONS = 3;
  static final int USERS = 6;
  static final int ITEMS = 5;

  private static final int RECORDS = 40;
  private static final int JUST_BEFORE = 4;

  private final SplittableRandom random;
  private final boolean keyed;
  private final List<List<Event>> sent =
      IntStream.range(0, USERS).mapToObj(user -> (List<Event>) new ArrayList<Event>()).toList();
  private long clock;

  Producer(SplittableRandom random, boolean keyed) {
    this.random = random;
    this.keyed = keyed;
  }

  /** The records of each partition; offsets have gaps. */
  List<List<LogRecord>> fill(int epoch) {
    List<List<LogRecord>> topic = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<LogRecord> records = new ArrayList<>();
      long offset = random.nextInt(3);
      for (int n = 0; n < RECORDS; n++) {
        RecordId id = new RecordId(epoch, partition, offset);
        records.add(new LogRecord(id, send(user(epoch, partition))));
        offset += random.nextInt(8) == 0 ? 1 + random.nextInt(3) : 1;
      }
      topic.add(records);
    }
    return topic;
  }

  private int user(int epoch, int partition) {
    int any = random.nextInt(USERS);
    int inThisPartition = any - any % PARTITIONS + (partition + epoch) % PARTITIONS;
    return keyed ? inThisPartition : any;
  }

  private Event send(int user) {
    List<Event> before = sent.get(user);
    if (!before.isEmpty() && random.nextInt(3) == 0) {
      int back = random.nextInt(4) == 0 ? before.size() : Math.min(JUST_BEFORE, before.size());
      return before.get(before.size() - 1 - random.nextInt(back));
    }
    clock++;
    String eventId = random.nextBoolean() ? "e" + clock : null;
    Event event = new Event(user, random.nextInt(ITEMS), clock, eventId);
    before.add(event);
    return event;
  }
}
