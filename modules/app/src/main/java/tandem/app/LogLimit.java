package tandem.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets a few stack traces of each logger and cause through in a while, and counts the rest. While
 * the database is away each entity that is awake says so again and again; 130 of them wrote 1.3 MB
 * in half a minute. Named in {@code logback.xml}.
 */
public final class LogLimit extends TurboFilter {

  /** So many of a kind in a window are shown. */
  static final int SHOWN = 5;

  /** How long a window is. */
  static final Duration WINDOW = Duration.ofSeconds(10);

  // Causes may go in a circle.
  private static final int DEPTH = 20;

  private final LongSupplier nanos;
  private final Map<Kind, Window> windows = new ConcurrentHashMap<>();

  /** Failures that are much the same. */
  private record Kind(String logger, Class<?> cause) {}

  /** How many of a kind there were since {@code start}. */
  private record Window(long start, int said) {}

  /** As logback makes it. */
  public LogLimit() {
    this(System::nanoTime);
  }

  LogLimit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    Throwable shown = failure == null ? last(arguments) : failure;
    if (shown == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    long now = nanos.getAsLong();
    Kind kind = new Kind(logger.getName(), cause(shown).getClass());
    Window before = windows.getOrDefault(kind, new Window(now, 0));
    Window after = windows.merge(kind, new Window(now, 1), LogLimit::add);
    if (after.start() != before.start() && before.said() > SHOWN) {
      logger.warn("{} more failures like these were not shown.", before.said() - SHOWN);
    }
    return after.said() > SHOWN ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private static Window add(Window window, Window one) {
    return one.start() - window.start() > WINDOW.toNanos()
        ? one
        : new Window(window.start(), window.said() + 1);
  }

  private static @Nullable Throwable last(Object @Nullable [] arguments) {
    return arguments != null
            && arguments.length > 0
            && arguments[arguments.length - 1] instanceof Throwable failure
        ? failure
        : null;
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; depth < DEPTH && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    return cause;
  }
}
