package tandem.app.evaluate;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress of several runs at once, which step from their own threads. */
public final class TotalProgress implements Progress {

  private static final long STEPS_A_LOOK = 1_024;
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

  private final AtomicLong steps = new AtomicLong();
  private final LongConsumer show;
  private final Consumer<String> say;
  private final Runnable end;

  private TotalProgress(LongConsumer show, Consumer<String> say, Runnable end) {
    this.show = show;
    this.say = say;
    this.end = end;
  }

  /** A bar with the time that is left, on standard error. */
  public static TotalProgress bar(String task, long total) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .showSpeed()
            .build();
    return new TotalProgress(
        bar::stepTo,
        bar::setExtraMessage,
        () -> {
          bar.stepTo(total);
          bar.close();
        });
  }

  /** A line every five seconds. */
  public static TotalProgress lines(
      String task, long total, PrintWriter out, LongSupplier nanoTime) {
    Consumer<String> say =
        what -> {
          out.printf("%s: %s%n", task, what);
          out.flush();
        };
    return new TotalProgress(new Lines(task, total, out, nanoTime), say, () -> {});
  }

  @Override
  public void step() {
    long done = steps.incrementAndGet();
    if (done % STEPS_A_LOOK == 0) {
      synchronized (this) {
        show.accept(done);
      }
    }
  }

  @Override
  public void say(String what) {
    say.accept(what);
  }

  @Override
  public void close() {
    end.run();
  }

  private static final class Lines implements LongConsumer {
    private final String task;
    private final long total;
    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private final long start;
    private long due = INTERVAL;

    Lines(String task, long total, PrintWriter out, LongSupplier nanoTime) {
      this.task = task;
      this.total = total;
      this.out = out;
      this.nanoTime = nanoTime;
      this.start = nanoTime.getAsLong();
    }

    @Override
    public void accept(long done) {
      long elapsed = nanoTime.getAsLong() - start;
      if (elapsed >= due) {
        due = elapsed + INTERVAL;
        double speed = done / (elapsed / 1e9);
        out.printf(
            Locale.ROOT,
            "%s: %,d of %,d events, %,.0f/s, %,.0f s left%n",
            task,
            done,
            total,
            speed,
            (total - done) / speed);
        out.flush();
      }
    }
  }
}
