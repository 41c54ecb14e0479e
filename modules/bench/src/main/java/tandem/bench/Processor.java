package tandem.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The processor time of an iteration: {@link #micros} by {@link #operations} is what an operation
 * takes, also on a machine that is busy with something else.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Processor {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Microseconds of the thread in the iteration. */
  public double micros;

  /** Operations that were made in them. */
  public double operations;

  private long began;

  /** Begins to count. */
  @Setup(Level.Iteration)
  public void begin() {
    operations = 0;
    began = THREADS.getCurrentThreadCpuTime();
  }

  /** Ends. */
  @TearDown(Level.Iteration)
  public void end() {
    micros = (THREADS.getCurrentThreadCpuTime() - began) / 1e3;
  }
}
