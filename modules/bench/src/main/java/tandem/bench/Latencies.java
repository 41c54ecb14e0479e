package tandem.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long something takes, and the processor time that the process spends on it meanwhile. */
final class Latencies {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Histogram nanos = new ConcurrentHistogram(3);
  private final long began = System.nanoTime();
  private final long spent = SYSTEM.getProcessCpuTime();

  /** Threads may do so at once. */
  void add(long duration) {
    nanos.recordValue(duration);
  }

  /** How many have come in. */
  long count() {
    return nanos.getTotalCount();
  }

  /** A line of what has come in since this was made. */
  String line() {
    long cpu = SYSTEM.getProcessCpuTime() - spent;
    long count = count();
    return String.format(
        "%9d in %.1f s, %.0f/s  p50 %.3f ms  p90 %.3f  p99 %.3f  p99.9 %.3f  most %.3f  processor"
            + " %.0f µs each",
        count,
        (System.nanoTime() - began) / 1e9,
        count * 1e9 / (System.nanoTime() - began),
        nanos.getValueAtPercentile(50) / 1e6,
        nanos.getValueAtPercentile(90) / 1e6,
        nanos.getValueAtPercentile(99) / 1e6,
        nanos.getValueAtPercentile(99.9) / 1e6,
        nanos.getMaxValue() / 1e6,
        cpu / 1e3 / Math.max(1, count));
  }
}
