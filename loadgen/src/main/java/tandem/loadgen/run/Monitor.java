package tandem.loadgen.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes of counts that rise what happened since the last look. For one thread. */
final class Monitor {

  private static final double NANOS = 1e9;
  private static final double MEGABYTE = 1 << 20;

  private final List<Stream> streams;
  private final Supplier<Optional<NodeCounts>> nodes;
  private final long start;
  private final long[] wanted;
  private final long[] begun;
  private final long[] ok;
  private final long[] failed;
  private long last;
  private @Nullable NodeCounts counts;

  Monitor(List<Stream> streams, Supplier<Optional<NodeCounts>> nodes, long start) {
    this.streams = streams;
    this.nodes = nodes;
    this.start = start;
    this.last = start;
    this.wanted = new long[streams.size()];
    this.begun = Arrays.copyOf(wanted, wanted.length);
    this.ok = Arrays.copyOf(wanted, wanted.length);
    this.failed = Arrays.copyOf(wanted, wanted.length);
    this.counts = nodes.get().orElse(null);
  }

  /** What happened since the last look; {@code now} in nanoseconds like the start. */
  Second look(long now) {
    double seconds = (now - last) / NANOS;
    last = now;
    List<Second.Part> parts = new ArrayList<>();
    for (int s = 0; s < wanted.length; s++) {
      parts.add(part(s, now, seconds));
    }
    return new Second((now - start) / NANOS, parts, node(seconds));
  }

  private Second.Part part(int s, long now, double seconds) {
    Stream stream = streams.get(s);
    Percentiles times = stream.meter().latency().interval();
    long newWanted = stream.loop().wanted(now);
    long newBegun = stream.loop().done();
    long newOk = stream.meter().ok();
    long newFailed = stream.meter().failed();
    Second.Part part =
        new Second.Part(
            stream.name(),
            (newWanted - wanted[s]) / seconds,
            (newBegun - begun[s]) / seconds,
            (newOk - ok[s]) / seconds,
            (newFailed - failed[s]) / seconds,
            times.p50(),
            times.p99(),
            times.max());
    wanted[s] = newWanted;
    begun[s] = newBegun;
    ok[s] = newOk;
    failed[s] = newFailed;
    return part;
  }

  private Second.@Nullable Node node(double seconds) {
    NodeCounts before = counts;
    NodeCounts now = nodes.get().orElse(null);
    counts = now;
    if (before == null || now == null || !now.isLaterThan(before)) {
      return null;
    }
    return new Second.Node(
        (now.cpuNanos() - before.cpuNanos()) / NANOS / seconds,
        now.heapBytes() / MEGABYTE,
        (now.settled() - before.settled()) / seconds,
        (now.rows() - before.rows()) / seconds,
        now.waiting());
  }
}
