package tandem.loadgen.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Streams of load at the same time, watched second by second. */
public final class Run {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50); // whether it is over

  private final List<Stream> streams;
  private final Supplier<Optional<NodeCounts>> nodes;
  private final Consumer<Second> watcher;
  private final Ticker ticker;
  private final long start;

  /**
   * A run that has not begun.
   *
   * @param nodes what the nodes say of themselves; is asked once a second
   * @param watcher is told each second
   * @param start of the streams' loops, by the ticker
   */
  public Run(
      List<Stream> streams,
      Supplier<Optional<NodeCounts>> nodes,
      Consumer<Second> watcher,
      Ticker ticker,
      long start) {
    this.streams = List.copyOf(streams);
    this.nodes = nodes;
    this.watcher = watcher;
    this.ticker = ticker;
    this.start = start;
  }

  /**
   * Returns when all has been begun that is to be begun; answers may be under way still. What a
   * loop throws, it throws.
   */
  public void run() {
    List<Worker> workers = new ArrayList<>();
    for (Stream stream : streams) {
      Worker worker = new Worker(stream);
      workers.add(worker);
      worker.start();
    }
    Monitor monitor = new Monitor(streams, nodes, start);
    try {
      long next = start + SECOND;
      while (workers.stream().anyMatch(Thread::isAlive)) {
        ticker.park(Math.max(1, Math.min(LOOK, next - ticker.nanos())));
        if (ticker.nanos() >= next) {
          watcher.accept(monitor.look(ticker.nanos()));
          next += SECOND * Math.max(1, 1 + (ticker.nanos() - next) / SECOND);
        }
      }
      workers.forEach(Worker::rethrow);
    } finally {
      streams.forEach(stream -> stream.loop().stop());
    }
  }

  private static final class Worker extends Thread {
    private final OpenLoop loop;
    private Optional<RuntimeException> failure = Optional.empty();

    Worker(Stream stream) {
      super("load-" + stream.name());
      setDaemon(true);
      this.loop = stream.loop();
    }

    @Override
    public void run() {
      try {
        loop.run();
      } catch (RuntimeException e) {
        failure = Optional.of(e); // read when the thread has ended
      }
    }

    void rethrow() {
      failure.ifPresent(
          cause -> {
            throw cause;
          });
    }
  }
}
