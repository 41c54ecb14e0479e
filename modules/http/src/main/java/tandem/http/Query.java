package tandem.http;

import akka.http.javadsl.model.Uri;
import akka.http.scaladsl.model.IllegalUriException;
import akka.japi.Pair;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tandem.model.Ids;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.protocol.http.EventToken;
import tandem.protocol.http.Moment;

/** The query parameters of a request; each reading method refuses what is out of its range. */
final class Query {

  static final String ID_RULE = "1 to 128 characters of [A-Za-z0-9._:@-]";
  static final int MAX_K = 100;
  static final int DEFAULT_K = 10;

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s)");
  private static final Pattern WINDOW = Pattern.compile("([0-9]{1,6})([mhd])");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

  private static final Set<String> REPEATABLE =
      Set.of("category", "category-all", "category-not", "where", "exclude", "item");

  private final String text;
  private final Map<String, List<String>> values;

  private Query(String text, Map<String, List<String>> values) {
    this.text = text;
    this.values = values;
  }

  /** As it stands in the URL. */
  String text() {
    return text;
  }

  /**
   * Reads the query of {@code uri}; a name that is not {@code known} is refused, and one that comes
   * twice if it stands for one value.
   */
  static Query of(Uri uri, Set<String> known) {
    Map<String, List<String>> values = new HashMap<>();
    for (Pair<String, String> parameter : pairs(uri)) {
      String name = parameter.first();
      if (!known.contains(name)) {
        throw ProblemException.parameter(name, "There is no such parameter here.");
      }
      List<String> given = values.computeIfAbsent(name, none -> new ArrayList<>(1));
      if (!given.isEmpty() && !REPEATABLE.contains(name)) {
        throw ProblemException.parameter(name, "The parameter is given more than once.");
      }
      given.add(parameter.second());
    }
    return new Query(uri.rawQueryString().orElse(""), values);
  }

  private static List<Pair<String, String>> pairs(Uri uri) {
    if (uri.rawQueryString().orElse("").isEmpty()) {
      return List.of();
    }
    try {
      return uri.query().toList();
    } catch (IllegalUriException e) {
      throw ProblemException.of(
          ProblemType.INVALID_PARAMETER, "The query is not name=value pairs in percent-encoding.");
    }
  }

  /** The length of a list, 1 to {@value #MAX_K}, {@value #DEFAULT_K} if absent. */
  int k() {
    return k(DEFAULT_K);
  }

  /** The length of a list, 1 to {@value #MAX_K}. */
  int k(int absent) {
    return integer("k", absent, 1, MAX_K);
  }

  /** All values of a name, in order. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Ids of items, given several times or with commas between them. */
  List<ItemId> items(String name) {
    List<ItemId> items = new ArrayList<>();
    for (String ids : all(name)) {
      for (String id : ids.split(",", -1)) {
        if (!Ids.isValid(id)) {
          throw ProblemException.parameter(name, "An id must be " + ID_RULE + ".");
        }
        items.add(new ItemId(id));
      }
    }
    return items;
  }

  /** The value of a name. */
  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Whether something is wanted, {@code true} or {@code false}; not if absent. */
  boolean flag(String name) {
    String text = first(name).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw ProblemException.parameter(name, name + " must be true or false.");
    }
    return text.equals("true");
  }

  /** An integer from {@code min} to {@code max}, {@code absent} if it is not given. */
  int integer(String name, int absent, int min, int max) {
    String text = first(name).orElse(null);
    if (text == null) {
      return absent;
    }
    if (INTEGER.matcher(text).matches()) {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw ProblemException.parameter(
        name, name + " must be an integer from " + min + " to " + max + ".");
  }

  /** A duration above 0 and up to {@code max}, written as {@code 500ms} or {@code 2s}. */
  Duration duration(String name, Duration absent, Duration max) {
    String text = first(name).orElse(null);
    if (text == null) {
      return absent;
    }
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration value =
          matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
      if (!value.isZero() && value.compareTo(max) <= 0) {
        return value;
      }
    }
    throw ProblemException.parameter(
        name, name + " must be from 1ms to " + max.toMillis() + "ms, such as 500ms or 2s.");
  }

  /**
   * One of {@code known}, written as {@code 90m}, {@code 1h} or {@code 7d}; the first if absent, a
   * problem if there are none.
   */
  Duration window(String name, List<Duration> known) {
    Optional<String> text = first(name);
    if (known.isEmpty()) {
      throw ProblemException.parameter(
          name, "There is no " + name + ": the node's tandem.entity.trending-windows has none.");
    }
    if (text.isEmpty()) {
      return known.get(0);
    }
    Matcher matcher = WINDOW.matcher(text.get());
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration window =
          switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (known.contains(window)) {
        return window;
      }
    }
    throw ProblemException.parameter(
        name,
        name
            + " must be "
            + known.stream().map(Query::written).collect(Collectors.joining(" or "))
            + ", as the node's tandem.entity.trending-windows has it.");
  }

  private static String written(Duration window) {
    return window.toMinutesPart() > 0
        ? window.toMinutes() + "m"
        : window.toHoursPart() > 0 ? window.toHours() + "h" : window.toDays() + "d";
  }

  /** A token that {@code POST /v1/events} gave. */
  Optional<EventToken> token(String name) {
    return first(name)
        .map(
            text ->
                EventToken.decode(text)
                    .orElseThrow(
                        () ->
                            ProblemException.parameter(name, name + " is no token of an event.")));
  }

  /**
   * A moment that is not after {@code now}, which it is if absent; UTC where no offset is given.
   */
  Instant pastMoment(String name, Instant now) {
    Optional<String> text = first(name);
    if (text.isEmpty()) {
      return now;
    }
    Instant moment =
        Moment.parse(text.get(), ZoneOffset.UTC)
            .orElseThrow(
                () -> ProblemException.parameter(name, name + " must be " + Moment.RULE + "."));
    if (moment.isAfter(now)) {
      throw ProblemException.parameter(name, name + " is in the future.");
    }
    return moment;
  }

  /** A model. */
  Optional<ModelName> model() {
    return first("model").map(name -> model("model", name));
  }

  /** The model {@code value}, refused as {@code parameter} if it can't be the name of one. */
  static ModelName model(String parameter, String value) {
    try {
      return new ModelName(value);
    } catch (IllegalArgumentException e) {
      throw ProblemException.parameter(parameter, parameter + ": " + e.getMessage() + ".");
    }
  }

  /** An id. */
  Optional<String> id(String name) {
    Optional<String> text = first(name);
    if (text.isPresent() && !Ids.isValid(text.get())) {
      throw ProblemException.parameter(name, name + " must be " + ID_RULE + ".");
    }
    return text;
  }
}
