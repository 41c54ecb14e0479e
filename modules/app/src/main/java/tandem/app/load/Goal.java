package tandem.app.load;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tandem.app.load.LoadRun.Outcome;
import tandem.loadgen.report.LoadResult.StreamResult;
import tandem.loadgen.run.Percentiles;

/**
 * What a load must keep to be borne.
 *
 * @param stream whose latency it is: {@code events}, {@code reads} or {@code freshness}
 * @param p99 in milliseconds, the most
 */
record Goal(String stream, double p99) {

  private static final List<String> STREAMS = List.of("events", "reads", "freshness");
  private static final double ENOUGH = 0.98;
  private static final double FAILURES = 0.001;
  private static final double BACKLOG_SECONDS = 2;
  private static final double BACKLOG_AT_LEAST = 100;

  /** Why an outcome does not reach it; empty if it does. */
  Optional<String> missedBy(Outcome outcome) {
    for (StreamResult part : outcome.streams()) {
      long failed = part.failed().values().stream().mapToLong(Long::longValue).sum();
      if (failed > FAILURES * part.wanted()) {
        return Optional.of(part.name() + " failed: " + part.failed());
      }
      if (part.ok() < ENOUGH * part.wanted()) {
        return Optional.of(text("%s came to %,d of %,d", part.name(), part.ok(), part.wanted()));
      }
    }
    double events = part("events", outcome).map(StreamResult::perSecond).orElse(0.0);
    if (outcome.waiting() > Math.max(BACKLOG_AT_LEAST, BACKLOG_SECONDS * events)) {
      return Optional.of(text("%,d records waited in the end", outcome.waiting()));
    }
    OptionalDouble reached = reached(outcome);
    if (reached.isEmpty()) {
      return Optional.of("nothing was measured of " + stream);
    }
    return reached.getAsDouble() > p99
        ? Optional.of(text("p99 of %s was %.1f ms", stream, reached.getAsDouble()))
        : Optional.empty();
  }

  /** The p99 of an outcome, in milliseconds; empty where nothing was measured. */
  OptionalDouble reached(Outcome outcome) {
    return part(stream, outcome).stream()
        .map(StreamResult::latency)
        .filter(latency -> latency.count() > 0)
        .mapToDouble(Percentiles::p99)
        .findFirst();
  }

  private static Optional<StreamResult> part(String name, Outcome outcome) {
    return outcome.streams().stream().filter(part -> part.name().equals(name)).findFirst();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Reads {@code reads=20}. */
  static final class Converter implements ITypeConverter<Goal> {

    @Override
    public Goal convert(String value) {
      String[] parts = value.split("=", -1);
      try {
        double p99 = parts.length == 2 ? Double.parseDouble(parts[1]) : 0;
        if (STREAMS.contains(parts[0]) && p99 > 0) {
          return new Goal(parts[0], p99);
        }
      } catch (NumberFormatException e) {
        throw refused(value);
      }
      throw refused(value);
    }

    private static TypeConversionException refused(String value) {
      return new TypeConversionException(
          "a goal is one of " + STREAMS + " and milliseconds, like reads=20, not " + value);
    }
  }
}
