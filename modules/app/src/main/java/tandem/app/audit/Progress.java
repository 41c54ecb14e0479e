package tandem.app.audit;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A line now and then on how many rows were read; none for a short journal. */
final class Progress implements Consumer<Row> {

  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);
  private static final long ROWS_A_LOOK = 1_024;

  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private final long start;
  private long due;
  private long rows;

  Progress(PrintWriter out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.due = INTERVAL;
  }

  @Override
  public void accept(Row row) {
    if (++rows % ROWS_A_LOOK != 0) {
      return;
    }
    long elapsed = nanoTime.getAsLong() - start;
    if (elapsed >= due) {
      due = elapsed + INTERVAL;
      double rate = rows / (elapsed / 1e9);
      out.printf(Locale.ROOT, "read %,d rows, %,.0f/s, at %s%n", rows, rate, row.persistenceId());
      out.flush();
    }
  }
}
