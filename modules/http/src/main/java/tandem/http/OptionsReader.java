package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what becomes of a list after it is ranked. What a request does not say is as {@code absent}
 * has it: as in its scenario, or in the configuration.
 */
final class OptionsReader {

  /** The query parameters. */
  static final Set<String> PARAMETERS = Set.of("diversity", "diversity-by", "explore");

  /** The fields of a body, and of a scenario. */
  static final Set<String> FIELDS = Set.of("diversity", "diversity_by", "explore");

  private static final Pattern PERIOD = Pattern.compile("([0-9]{1,7})([mhd])");

  private OptionsReader() {}

  static ListOptions read(Query query, ListOptions absent) {
    return read(
        new Source() {
          @Override
          public Optional<String> text(String name) {
            return query.first(name);
          }

          @Override
          public ProblemException wrong(String name, String detail) {
            return ProblemException.parameter(name, detail);
          }
        },
        Function.identity(),
        absent);
  }

  static ListOptions read(JsonNode object, ListOptions absent) {
    return read(
        new Source() {
          @Override
          public Optional<String> text(String name) {
            return Optional.ofNullable(scalar(object.get(name)));
          }

          @Override
          public ProblemException wrong(String name, String detail) {
            return ProblemException.body(name, detail);
          }
        },
        name -> name.replace('-', '_'),
        absent);
  }

  /** What is neither text, number nor truth value is refused as the empty text is. */
  private static @Nullable String scalar(@Nullable JsonNode given) {
    return given == null || given.isNull() ? null : given.isContainerNode() ? "" : given.asText();
  }

  /** Where options are read from. */
  private interface Source {
    Optional<String> text(String name);

    ProblemException wrong(String name, String detail);
  }

  private static ListOptions read(
      Source source, Function<String, String> names, ListOptions absent) {
    return new ListOptions(
        share(source, names.apply("diversity"), absent.diversity()),
        likeness(source, names.apply("diversity-by"), absent.diversityBy()),
        share(source, names.apply("explore"), absent.explore()),
        false,
        constant(source, "strategy", absent.strategy(), UserStrategy.values()),
        seen(source, names.apply("seen-half-life"), absent.seen()),
        constant(source, "by", absent.similarBy(), ListOptions.Similarity.values()));
  }

  private static SeenItems seen(Source source, String halfLife, SeenItems absent) {
    SeenItems.Show show = constant(source, "seen", absent.show(), SeenItems.Show.values());
    Optional<String> text = source.text(halfLife);
    if (text.isEmpty()) {
      return new SeenItems(show, absent.halfLife());
    }
    if (show == SeenItems.Show.EXCLUDE) {
      throw source.wrong(halfLife, halfLife + " goes with seen = decay.");
    }
    Duration period = period(text.get());
    if (!SeenItems.isHalfLife(period)) {
      throw source.wrong(halfLife, halfLife + " must be from 1m to 3650d, such as 30m, 12h or 7d.");
    }
    return new SeenItems(show, period);
  }

  /** Zero for what is no period. */
  private static Duration period(String text) {
    Matcher matcher = PERIOD.matcher(text);
    if (!matcher.matches()) {
      return Duration.ZERO;
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static double share(Source source, String name, double absent) {
    Optional<String> text = source.text(name);
    if (text.isEmpty()) {
      return absent;
    }
    double share = number(text.get());
    if (!(share >= 0 && share <= 1)) {
      throw source.wrong(name, name + " must be a number from 0 to 1.");
    }
    return share;
  }

  private static double number(String text) {
    try {
      return text.length() > 32 ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static ListOptions.Likeness likeness(
      Source source, String name, ListOptions.Likeness absent) {
    return constant(source, name, absent, ListOptions.Likeness.values());
  }

  private static <T extends Enum<T>> T constant(Source source, String name, T absent, T[] all) {
    Optional<String> text = source.text(name);
    if (text.isEmpty()) {
      return absent;
    }
    StringBuilder names = new StringBuilder();
    for (T one : all) {
      String lower = one.name().toLowerCase(Locale.ROOT);
      if (lower.equals(text.get())) {
        return one;
      }
      names.append(names.isEmpty() ? "" : " or ").append(lower);
    }
    throw source.wrong(name, name + " must be " + names + ".");
  }
}
