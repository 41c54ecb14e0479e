package tandem.peer;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A line for each burst of events: it ends when all of it is in a checkpoint and nothing more has
 * come for a while.
 */
final class Bursts {

  static final String HEADER =
      "events,seconds,events/s,cpu us/event,item p50 ms,item p99 ms,user p50 ms,user p99 ms,"
          + "durable p50 ms,durable p99 ms,rmse";

  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long QUIET = TimeUnit.SECONDS.toNanos(2);

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final PrintStream out;

  Bursts(PrintStream out) {
    this.out = out;
  }

  /** Says when the job is at work, then prints a line for each burst, until interrupted. */
  void print() {
    while (Meters.checkpoints() == 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK);
    }
    out.println("ready");
    out.println(HEADER);
    while (!Thread.interrupted()) {
      burst();
    }
  }

  private void burst() {
    Meters.Counts before = Meters.counts();
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    while (Meters.counts().accepted() == before.accepted()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      cpu = process.getProcessCpuTime();
      start = System.nanoTime();
      LockSupport.parkNanos(LOOK);
    }
    Meters.Counts now = Meters.counts();
    long end = start;
    long cpuAtEnd = cpu;
    for (long changed = System.nanoTime(); System.nanoTime() - changed < QUIET; ) {
      LockSupport.parkNanos(LOOK);
      Meters.Counts next = Meters.counts();
      if (!next.equals(now) || next.durable() < next.accepted()) {
        changed = System.nanoTime();
        end = changed;
        cpuAtEnd = process.getProcessCpuTime();
        now = next;
      }
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
    print(before, now, (end - start) / 1e9, (cpuAtEnd - cpu) / 1e3);
  }

  private void print(Meters.Counts before, Meters.Counts now, double seconds, double micros) {
    Meters.Ages ages = Meters.ages();
    long events = now.accepted() - before.accepted();
    long ratings = now.ratings() - before.ratings();
    out.printf(
        Locale.ROOT,
        "%d,%.1f,%.0f,%.1f,%s,%s,%s,%.4f%n",
        events,
        seconds,
        events / seconds,
        micros / events,
        percentiles(ages.item()),
        percentiles(ages.user()),
        percentiles(ages.durable()),
        Math.sqrt((now.squares() - before.squares()) / Math.max(1, ratings)));
    out.flush();
  }

  private static String percentiles(Histogram ages) {
    return ages.getValueAtPercentile(50) + "," + ages.getValueAtPercentile(99);
  }
}
