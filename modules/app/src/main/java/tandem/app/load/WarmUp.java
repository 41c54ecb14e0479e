package tandem.app.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import tandem.loadgen.report.LoadResult.GeneratorResult;
import tandem.loadgen.run.Second;
import tandem.loadgen.run.Stream;

/**
 * Takes the beginning of a run out of its totals: until then compilers are at work, here and in the
 * nodes. The plots have it.
 */
final class WarmUp implements Consumer<Second> {

  private static final double MICROS = 1e3;
  private static final double SHARE = 0.25;
  private static final long LONGEST = 10;

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final List<Stream> streams;
  private final long end;
  private boolean isOver;
  private long cpu;
  private long done;
  private long time;

  /** The warm-up of a run of {@code seconds}: whole ones, and none of a run of less than four. */
  WarmUp(List<Stream> streams, double seconds) {
    this.streams = streams;
    this.end = Math.min(LONGEST, (long) (seconds * SHARE));
    this.isOver = end == 0;
    mark();
  }

  @Override
  public void accept(Second second) {
    if (!isOver && second.at() >= end) {
      isOver = true;
      streams.forEach(stream -> stream.meter().latency().reset());
      streams.forEach(stream -> stream.loop().lateness().reset());
      mark();
    }
  }

  private void mark() {
    cpu = process.getProcessCpuTime();
    done = done();
    time = System.nanoTime();
  }

  private long done() {
    return streams.stream().mapToLong(stream -> stream.loop().done()).sum();
  }

  /** What this process took since. */
  GeneratorResult generator() {
    double used = process.getProcessCpuTime() - cpu;
    return new GeneratorResult(
        used / MICROS / Math.max(1, done() - done), used / (System.nanoTime() - time));
  }
}
