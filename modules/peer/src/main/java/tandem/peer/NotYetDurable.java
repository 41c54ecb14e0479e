package tandem.peer;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which events wait for a checkpoint. For one thread. */
final class NotYetDurable {

  private static final int LEAST = 1_024;

  private final NavigableMap<Long, Times> begun = new TreeMap<>();
  private final Watch watch;
  private Times open = new Times();

  NotYetDurable(Watch watch) {
    this.watch = watch;
  }

  private static final class Times {
    private long[] values = new long[LEAST];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }
  }

  /** An event was learned that was appended then. */
  void add(long appended) {
    open.add(appended);
  }

  /** A checkpoint has begun: it has what was learned so far. */
  void begin(long checkpoint) {
    begun.put(checkpoint, open);
    open = new Times();
  }

  /** It is complete, and so is what those before it have. */
  void complete(long checkpoint) {
    NavigableMap<Long, Times> done = begun.headMap(checkpoint, true);
    done.values().forEach(times -> watch.durable(times.values, times.size));
    done.clear();
  }
}
