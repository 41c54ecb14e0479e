package tandem.app.load;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tandem.app.DurationConverter;
import tandem.loadgen.run.Phase;
import tandem.loadgen.run.Phases;

/** How much, and for how long. */
final class RateOptions {

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events a second; ${DEFAULT-VALUE} by default, 0 for none.")
  private double rate = 200;

  @Option(
      names = "--to",
      paramLabel = "N",
      description = "The rate rises or falls to this until the end.")
  private @Nullable Double to;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "It does so in so many steps instead of evenly.")
  private @Nullable Integer steps;

  @Option(
      names = "--reads",
      paramLabel = "N",
      description =
          "Lists a second that are asked for, or a share of the events such as 50%%; none by"
              + " default.")
  private String reads = "0";

  @Option(
      names = "--probes",
      paramLabel = "N",
      description =
          "Events a second whose way into the list is timed; ${DEFAULT-VALUE} by default.")
  private double probes = 5;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long, such as 90s or 5m; a minute by default. Of a search, each trial.")
  private Duration length = Duration.ofMinutes(1);

  /** Throws {@link IllegalArgumentException} with a sentence for the user. */
  void check() {
    require(rate >= 0 && Double.isFinite(rate), "--rate is 0 or more");
    require(to == null || (to >= 0 && Double.isFinite(to)), "--to is 0 or more");
    require(steps == null || (to != null && steps >= 2), "--steps is 2 or more, and needs --to");
    require(probes >= 0 && Double.isFinite(probes), "--probes is 0 or more");
    require(!length.isZero(), "--for is above 0");
    require(readsAre() >= 0 && Double.isFinite(readsAre()), "--reads is 0 or more");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  Duration length() {
    return length;
  }

  double rate() {
    return rate;
  }

  /** When events are due. */
  Phases events() {
    double end = to == null ? rate : to;
    return steps == null
        ? new Phases(List.of(new Phase(length, rate, end)))
        : Phases.steps(length, steps, rate, end);
  }

  /** When lists are asked for: as many all the time, or a share of the events at each time. */
  Phases reads() {
    return reads.endsWith("%") ? events().times(readsAre()) : Phases.constant(length, readsAre());
  }

  /** The same beside so many events of a file, which take {@code time}. */
  Phases readsBeside(long events, Duration time) {
    double share = reads.endsWith("%") ? events / (time.toNanos() / 1e9) : 1;
    return Phases.constant(time, share * readsAre());
  }

  /** When probes are due. */
  Phases probes() {
    return probes(length);
  }

  /** The same for {@code time}. */
  Phases probes(Duration time) {
    return Phases.constant(time, probes);
  }

  /** Whether something of this stream is due at all. */
  boolean has(String stream) {
    return switch (stream) {
      case "reads" -> readsAre() > 0;
      case "freshness" -> probes > 0;
      default -> rate > 0;
    };
  }

  private double readsAre() {
    try {
      return reads.endsWith("%")
          ? Double.parseDouble(reads.substring(0, reads.length() - 1)) / 100
          : Double.parseDouble(reads);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--reads is a number or a share like 50%", e);
    }
  }
}
