package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tandem.protocol.kafka.InteractionReader;
import tandem.protocol.kafka.InteractionReader.Result;

/**
 * Reads the body of {@code POST /v1/events}: one JSON object, an array of them, or a JSON object a
 * line. Each event is judged by the rules that hold for Kafka records.
 */
final class EventsReader {

  static final int MAX_EVENTS = 500;

  private final InteractionReader reader;

  EventsReader(InteractionReader reader) {
    this.reader = reader;
  }

  /**
   * What became of the events.
   *
   * @param isSingle whether the body was one object and the answer is for that
   * @param results one for each event, in order
   */
  record Events(boolean isSingle, List<Result> results) {

    Events {
      results = List.copyOf(results);
    }
  }

  /** Reads all events; throws {@link ProblemException} for a body that holds none. */
  Events read(Body body, Instant arrival) {
    if (body.mediaType().equals(Body.NDJSON)) {
      return new Events(false, lines(body, arrival));
    }
    JsonBody.requireJson(body);
    if (isLinesOfObjects(body)) {
      return new Events(false, lines(body, arrival));
    }
    JsonNode node = JsonBody.tree(body.toArray());
    if (node.isArray()) {
      return new Events(false, elements(node, arrival));
    }
    if (!node.isObject()) {
      throw ProblemException.body("", "The body must be an event or an array of events.");
    }
    return new Events(true, List.of(reader.read(node, arrival)));
  }

  private List<Result> elements(JsonNode array, Instant arrival) {
    requireCount(array.size());
    List<Result> results = new ArrayList<>(array.size());
    array.forEach(element -> results.add(reader.read(element, arrival)));
    return results;
  }

  private List<Result> lines(Body body, Instant arrival) {
    List<String> lines = nonBlankLines(body);
    requireCount(lines.size());
    return lines.stream()
        .map(line -> reader.read(line.getBytes(StandardCharsets.UTF_8), arrival))
        .toList();
  }

  /** Whether several lines follow each other of which the first is an object by itself. */
  private boolean isLinesOfObjects(Body body) {
    List<String> lines = nonBlankLines(body);
    return lines.size() > 1 && firstObject(lines.get(0)).isPresent();
  }

  private static Optional<JsonNode> firstObject(String line) {
    if (!line.startsWith("{") || !line.endsWith("}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonBody.tree(line.getBytes(StandardCharsets.UTF_8)));
    } catch (ProblemException e) {
      return Optional.empty(); // an object that goes on in the next line
    }
  }

  private static List<String> nonBlankLines(Body body) {
    return body.bytes().utf8String().lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
  }

  private static void requireCount(int count) {
    if (count < 1 || count > MAX_EVENTS) {
      throw ProblemException.body("", "The body must have 1 to " + MAX_EVENTS + " events.");
    }
  }
}
