package tandem.http;

import akka.http.javadsl.model.HttpRequest;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tandem.model.Ids;
import tandem.model.ItemId;
import tandem.model.UserId;

/**
 * One request to an endpoint. What it reads from the request is valid, or a {@link
 * ProblemException} with status 400 that names the parameter.
 */
final class Call {

  static final int DEFAULT_K = 10;
  static final int MAX_K = 100;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s)");

  private final HttpRequest request;
  private final String id;
  private final Map<String, String> parameters;
  private final Bodies bodies;
  private final long started = System.nanoTime();

  Call(HttpRequest request, String id, Map<String, String> parameters, Bodies bodies) {
    this.request = request;
    this.id = id;
    this.parameters = parameters;
    this.bodies = bodies;
  }

  UserId user() {
    return new UserId(id(id, "id"));
  }

  ItemId item() {
    return new ItemId(id(id, "id"));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** The length of the list asked for, 1 to 100, 10 if nothing is said. */
  int k() {
    return number("k", DEFAULT_K, MAX_K);
  }

  /** A whole number from 1 to {@code max}. */
  int number(String name, int absent, int max) {
    return parameter(name).map(text -> number(text, name, max)).orElse(absent);
  }

  /** A duration such as {@code 2s} or {@code 500ms}, above 0 and up to {@code max}. */
  Duration duration(String name, Duration absent, Duration max) {
    return parameter(name).map(text -> duration(text, name, max)).orElse(absent);
  }

  /** The JSON object in the body. */
  CompletionStage<ObjectNode> object() {
    return bodies.object(request);
  }

  /** The bytes of a body of events. */
  CompletionStage<ByteString> events() {
    return bodies.events(request);
  }

  /** The main and sub type of the body's media type. */
  String mediaType() {
    return Bodies.mediaType(request);
  }

  /** How long ago the request arrived, in milliseconds. */
  long tookMillis() {
    return (System.nanoTime() - started) / 1_000_000;
  }

  static String id(String text, String field) {
    if (!Ids.isValid(text)) {
      throw Problems.badRequest(field, "An id has 1 to 128 characters of [A-Za-z0-9._:@-].");
    }
    return text;
  }

  private static int number(String text, String name, int max) {
    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (number < 1 || number > max) {
      throw Problems.badRequest(name, name + " must be a whole number from 1 to " + max + ".");
    }
    return number;
  }

  private static Duration duration(String text, String name, Duration max) {
    Matcher matcher = DURATION.matcher(text);
    Duration duration = matcher.matches() ? duration(matcher) : Duration.ZERO;
    if (duration.isZero() || duration.compareTo(max) > 0) {
      throw Problems.badRequest(
          name, name + " must be like 2s or 500ms, above 0 and up to " + max.toMillis() + "ms.");
    }
    return duration;
  }

  private static Duration duration(Matcher matcher) {
    int amount = Integer.parseInt(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
  }
}
