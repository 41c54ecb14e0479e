package tandem.app.dataset;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tandem.model.Ids;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/** Turns a line into an interaction. */
final class LineParser {

  /** The type of a line with a quantity. */
  static final String PURCHASE = "purchase";

  // Later than any epoch second that is meant (the year 5138), earlier than any millisecond (1973);
  // a thousand times that for microseconds.
  private static final BigDecimal FIRST_MILLISECOND = BigDecimal.valueOf(100_000_000_000L);
  private static final BigDecimal FIRST_MICROSECOND = FIRST_MILLISECOND.movePointRight(3);

  private static final int ISO_DAY = "2026-11-24".length();

  private final LineFormat format;
  private final Columns columns;
  private final Instant fallback;

  /** A parser that gives lines without a timestamp the time {@code fallback}. */
  LineParser(LineFormat format, Columns columns, Instant fallback) {
    this.format = format;
    this.columns = columns;
    this.fallback = fallback;
  }

  /** Throws {@link Invalid} with the column at fault. */
  Interaction parse(String line) throws Invalid {
    List<String> cells = cells(line);
    UserId user = new UserId(id(cells, columns.user()));
    ItemId item = new ItemId(id(cells, columns.item()));
    Double value = number(cells, columns.value());
    requirePieces(cells);
    return new Interaction(user, item, type(cells, value), value, timestamp(cells), null);
  }

  private List<String> cells(String line) throws Invalid {
    List<String> cells;
    try {
      cells = format.cells(line);
    } catch (IOException e) {
      throw new Invalid("", "its quotes don't match", e);
    }
    if (cells.size() != columns.names().size()) {
      throw new Invalid(
          "", "it has " + cells.size() + " cells, not " + columns.names().size(), null);
    }
    return cells;
  }

  private String id(List<String> cells, int column) throws Invalid {
    String id = cells.get(column);
    if (!Ids.isValid(id)) {
      throw invalid(column, "an id has 1 to 128 characters of [A-Za-z0-9._:@-]", null);
    }
    return id;
  }

  private @Nullable Double number(List<String> cells, int column) throws Invalid {
    String text = cell(cells, column);
    if (text.isEmpty()) {
      return null;
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw invalid(column, "it is not a number", e);
    }
    throw invalid(column, "it is not a finite number", null);
  }

  /** What was returned was not bought. */
  private void requirePieces(List<String> cells) throws Invalid {
    Double quantity = number(cells, columns.quantity());
    if (quantity != null && quantity <= 0) {
      throw invalid(columns.quantity(), "a purchase has a quantity above 0", null);
    }
  }

  private String type(List<String> cells, @Nullable Double value) {
    String type = cell(cells, columns.type());
    if (!type.isEmpty()) {
      return type.toLowerCase(Locale.ROOT);
    }
    if (value != null) {
      return InteractionRules.RATING;
    }
    return columns.quantity() >= 0 ? PURCHASE : InteractionRules.VIEW;
  }

  private Instant timestamp(List<String> cells) throws Invalid {
    String text = cell(cells, columns.timestamp());
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return isNumber(text) ? ofEpoch(new BigDecimal(text)) : ofIso(text);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw invalid(columns.timestamp(), "a time is epoch seconds or ISO-8601", e);
    }
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
  }

  private static Instant ofEpoch(BigDecimal number) {
    BigDecimal millis = number;
    if (number.compareTo(FIRST_MILLISECOND) < 0) {
      millis = number.movePointRight(3);
    } else if (number.compareTo(FIRST_MICROSECOND) >= 0) {
      millis = number.movePointLeft(3);
    }
    return Instant.ofEpochMilli(millis.toBigInteger().longValueExact());
  }

  /** ISO-8601, with "T" or a blank between day and time, or a day alone; without a zone in UTC. */
  private static Instant ofIso(String text) {
    String iso = text.length() == ISO_DAY ? text + "T00:00" : text.replace(' ', 'T');
    boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > 7;
    return zoned
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  private static String cell(List<String> cells, int column) {
    return column < 0 ? "" : cells.get(column);
  }

  private Invalid invalid(int column, String reason, @Nullable Exception cause) {
    return new Invalid(columns.names().get(column), reason, cause);
  }

  /** The line is no interaction. */
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;
    private final String column;
    private final String reason;

    Invalid(String column, String reason, @Nullable Exception cause) {
      super(reason, cause, false, false);
      this.column = column;
      this.reason = reason;
    }

    BadLine at(long line) {
      return new BadLine(line, column, reason);
    }
  }
}
