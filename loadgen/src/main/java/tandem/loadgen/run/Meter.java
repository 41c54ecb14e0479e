package tandem.loadgen.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What became of the things of one kind. For many threads, with one that asks. */
public final class Meter {

  private final Latency latency = new Latency();
  private final LongAdder ok = new LongAdder();
  private final Map<Failure, LongAdder> failures = new EnumMap<>(Failure.class);

  /** Nothing has happened yet. */
  public Meter() {
    for (Failure failure : Failure.values()) {
      failures.put(failure, new LongAdder());
    }
  }

  /** One went well, and took so long from when it was due. */
  public void ok(long nanos) {
    ok.increment();
    latency.record(nanos);
  }

  /** One failed; its time is in no percentile. */
  public void failed(Failure why) {
    failed(why, 1);
  }

  /** So many failed. */
  public void failed(Failure why, long count) {
    Objects.requireNonNull(failures.get(why)).add(count);
  }

  /** How many went well. */
  public long ok() {
    return ok.sum();
  }

  /** How many failed. */
  public long failed() {
    return failures.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** How many failed for each reason; only reasons that there were. */
  public Map<Failure, Long> failures() {
    Map<Failure, Long> counts = new EnumMap<>(Failure.class);
    failures.forEach(
        (why, count) -> {
          if (count.sum() > 0) {
            counts.put(why, count.sum());
          }
        });
    return counts;
  }

  /** How long those took that went well. */
  public Latency latency() {
    return latency;
  }
}
