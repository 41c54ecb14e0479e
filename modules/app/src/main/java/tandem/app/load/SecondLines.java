package tandem.app.load;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import tandem.loadgen.run.Second;

/** A line on each second, or on each tenth where nobody looks. */
final class SecondLines implements Consumer<Second> {

  private static final int SELDOM = 10;

  private final PrintWriter out;
  private final double seconds;
  private final int every;
  private int count;

  /**
   * Lines for a run of {@code seconds}.
   *
   * @param isWatched whether somebody looks
   */
  SecondLines(PrintWriter out, double seconds, boolean isWatched) {
    this.out = out;
    this.seconds = seconds;
    this.every = isWatched ? 1 : SELDOM;
  }

  @Override
  public void accept(Second second) {
    if (++count % every == 0) {
      out.println(line(second));
      out.flush();
    }
  }

  private String line(Second second) {
    StringBuilder line = new StringBuilder();
    append(line, "%3.0f/%.0f s", second.at(), seconds);
    for (Second.Part part : second.streams()) {
      append(line, "  %s %,.0f/%,.0f", part.name(), part.ok(), part.wanted());
      append(line, " p50 %.1f p99 %.1f ms", part.p50(), part.p99());
      if (part.failed() > 0) {
        append(line, " FAILED %,.0f", part.failed());
      }
    }
    Second.Node node = second.node();
    if (node != null) {
      append(line, "  settled %,.0f", node.settled());
      if (node.waiting() >= 0) {
        append(line, " waiting %,d", node.waiting());
      }
      append(line, "  node %.2f cores", node.cores());
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String format, Object... values) {
    line.append(String.format(Locale.ROOT, format, values));
  }
}
