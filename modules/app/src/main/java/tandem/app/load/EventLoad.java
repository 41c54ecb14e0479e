package tandem.app.load;

import java.time.Instant;
import tandem.loadgen.Traffic;
import tandem.loadgen.run.OpenLoop;

/** Makes the record of each moment and sends it. */
final class EventLoad implements OpenLoop.Action {

  private final Traffic traffic;
  private final EventSink sink;
  private final long start;
  private final Instant startTime;

  /**
   * Load that begins at {@code start} by {@link System#nanoTime}.
   *
   * @param startTime the same moment in the time of the events
   */
  EventLoad(Traffic traffic, EventSink sink, long start, Instant startTime) {
    this.traffic = traffic;
    this.sink = sink;
    this.start = start;
    this.startTime = startTime;
  }

  @Override
  public void begin(long due) {
    // By the plan, not by the clock: so the same plan makes the same events.
    sink.send(traffic.next(startTime.plusNanos(due - start)), due);
  }

  @Override
  public void tick(long now) {
    sink.tick(now);
  }
}
