package tandem.protocol.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** A moment as people write it. */
public final class Moment {

  /** What {@link #parse} reads, for messages. */
  public static final String RULE =
      "ISO-8601, such as 2026-11-24T12:00:00Z, or seconds or milliseconds since 1970";

  /** What {@link #parseExact} reads, for messages. */
  public static final String EXACT_RULE = "a time such as 2026-11-24T12:00:00Z";

  // RFC 3339, section 5.6, but for leap seconds.
  private static final Pattern EXACT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})");
  private static final Pattern EPOCH = Pattern.compile("[0-9]{1,15}");
  private static final int MOST_DIGITS_OF_SECONDS = 11;

  private Moment() {}

  /**
   * A date and time with an offset, or in {@code zone} without one; or epoch seconds, of 12 digits
   * and more milliseconds. Empty if it is none of these.
   */
  public static Optional<Instant> parse(String text, ZoneId zone) {
    if (EPOCH.matcher(text).matches()) {
      long number = Long.parseLong(text);
      return Optional.of(
          text.length() <= MOST_DIGITS_OF_SECONDS
              ? Instant.ofEpochSecond(number)
              : Instant.ofEpochMilli(number));
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException withoutOffset) {
      return local(text, zone);
    }
  }

  /** A date and time with an offset by RFC 3339, to the millisecond; empty if it is none. */
  public static Optional<Instant> parseExact(String text) {
    if (!EXACT.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> local(String text, ZoneId zone) {
    try {
      return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
