package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;
import tandem.protocol.http.EventBatch;
import tandem.protocol.http.EventReceipt;
import tandem.protocol.http.EventResult;
import tandem.protocol.http.EventToken;
import tandem.protocol.kafka.InteractionReader;
import tandem.protocol.kafka.InteractionReader.Accepted;
import tandem.protocol.kafka.InteractionReader.Rejected;
import tandem.protocol.kafka.Rejection;

/** The route that takes events: one, an array, or a line each. */
final class EventRoutes {

  private static final int MAX_EVENTS = 500;

  private final EventPort port;
  private final InteractionReader reader;
  private final HttpSettings settings;
  private final Clock clock;

  EventRoutes(EventPort port, InteractionReader reader, HttpSettings settings, Clock clock) {
    this.port = port;
    this.reader = reader;
    this.settings = settings;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.of("POST", "/v1/events", this::post));
  }

  private CompletionStage<HttpResponse> post(Call call) {
    return call.events()
        .thenCompose(
            body -> {
              Instant now = clock.instant();
              if (call.mediaType().equals(Bodies.NDJSON_TYPE)) {
                return batch(lines(body, now));
              }
              JsonNode node = Bodies.parse(body);
              return node.isArray() ? batch(elements(node, now)) : single(reader.read(node, now));
            });
  }

  private CompletionStage<HttpResponse> single(InteractionReader.Result read) {
    if (read instanceof Accepted accepted) {
      return port.publish(List.of(accepted.interaction()), settings.writeTimeout())
          .thenApply(
              places ->
                  Replies.json(
                      202,
                      new EventReceipt(
                          EventResult.ACCEPTED, token(places.get(0), accepted.interaction()))));
    }
    Rejection rejection = ((Rejected) read).rejection();
    throw Problems.badRequest(rejection.field(), rejection.detail());
  }

  private List<InteractionReader.Result> elements(JsonNode array, Instant now) {
    requireCount(array.size());
    List<InteractionReader.Result> results = new ArrayList<>(array.size());
    array.forEach(element -> results.add(reader.read(element, now)));
    return results;
  }

  private List<InteractionReader.Result> lines(ByteString body, Instant now) {
    List<byte[]> lines =
        body.utf8String().lines().filter(line -> !line.isBlank()).map(EventRoutes::bytes).toList();
    requireCount(lines.size());
    return lines.stream().map(line -> reader.read(line, now)).toList();
  }

  private static byte[] bytes(String line) {
    return line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void requireCount(int events) {
    if (events < 1 || events > MAX_EVENTS) {
      throw Problems.badRequest("", "A batch has 1 to " + MAX_EVENTS + " events.");
    }
  }

  private CompletionStage<HttpResponse> batch(List<InteractionReader.Result> read) {
    List<Interaction> valid =
        read.stream()
            .filter(Accepted.class::isInstance)
            .map(result -> ((Accepted) result).interaction())
            .toList();
    CompletionStage<List<RecordId>> places =
        valid.isEmpty()
            ? CompletableFuture.completedFuture(List.of())
            : port.publish(valid, settings.writeTimeout());
    return places.thenApply(known -> reply(read, known));
  }

  private static HttpResponse reply(List<InteractionReader.Result> read, List<RecordId> places) {
    List<EventResult> results = new ArrayList<>(read.size());
    int accepted = 0;
    for (InteractionReader.Result result : read) {
      results.add(
          result instanceof Accepted valid
              ? accepted(results.size(), token(places.get(accepted++), valid.interaction()))
              : rejected(results.size(), ((Rejected) result).rejection()));
    }
    int rejected = read.size() - accepted;
    int status = rejected == 0 ? 202 : accepted == 0 ? 400 : 207;
    return Replies.json(status, new EventBatch(accepted, rejected, results));
  }

  private static EventResult accepted(int index, String token) {
    return new EventResult(index, EventResult.ACCEPTED, token, null, null, null);
  }

  private static EventResult rejected(int index, Rejection rejection) {
    return new EventResult(
        index,
        EventResult.REJECTED,
        null,
        rejection.reason().name().toLowerCase(Locale.ROOT),
        rejection.field().isEmpty() ? null : rejection.field(),
        rejection.detail());
  }

  private static String token(RecordId place, Interaction interaction) {
    return new EventToken(place, interaction.user()).encode();
  }
}
