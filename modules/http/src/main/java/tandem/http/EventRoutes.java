package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;
import tandem.protocol.http.EventBatch;
import tandem.protocol.http.EventReceipt;
import tandem.protocol.http.EventResult;
import tandem.protocol.http.EventToken;
import tandem.protocol.http.LogProgress;
import tandem.protocol.kafka.InteractionReader.Accepted;
import tandem.protocol.kafka.InteractionReader.Rejected;
import tandem.protocol.kafka.InteractionReader.Result;
import tandem.protocol.kafka.Rejection;

/**
 * The route by which events come in, which answers when the log has them; and how far they are
 * learned.
 */
final class EventRoutes {

  private final EventPort port;
  private final EventsReader reader;
  private final EventLimit limit;
  private final Clock clock;
  private final HttpSettings settings;

  EventRoutes(
      EventPort port, EventsReader reader, EventLimit limit, Clock clock, HttpSettings settings) {
    this.limit = limit;
    this.port = port;
    this.reader = reader;
    this.clock = clock;
    this.settings = settings;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/events", settings.maxEventsBody(), this::post)
            .needing(Access.WRITE_EVENTS),
        Endpoint.get("/v1/events", Set.of(), this::progress).needing(Access.READ));
  }

  private CompletionStage<HttpResponse> progress(Call call) {
    return Deadline.within(settings.timeout(), port.progress(settings.timeout()))
        .thenApply(partitions -> Replies.ok(LogProgress.of(partitions)));
  }

  private CompletionStage<HttpResponse> post(Call call) {
    EventsReader.Events events = reader.read(call.body(), clock.instant());
    if (events.isSingle() && events.results().get(0) instanceof Rejected rejected) {
      throw ProblemException.event(rejected.rejection().field(), rejected.rejection().detail());
    }
    List<Interaction> valid =
        events.results().stream()
            .filter(Accepted.class::isInstance)
            .map(result -> ((Accepted) result).interaction())
            .toList();
    limit.check(call.caller(), valid);
    return publish(valid).thenApply(tokens -> reply(events, tokens));
  }

  /** The tokens of the events, in order. */
  private CompletionStage<List<String>> publish(List<Interaction> events) {
    if (events.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return Deadline.within(settings.timeout(), port.publish(events, settings.timeout()))
        .thenApply(records -> tokens(events, records));
  }

  private static List<String> tokens(List<Interaction> events, List<RecordId> records) {
    if (records.size() != events.size()) {
      throw new IllegalStateException(
          records.size() + " records were acknowledged for " + events.size() + " events");
    }
    List<String> tokens = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      tokens.add(new EventToken(records.get(i), events.get(i).user()).encode());
    }
    return tokens;
  }

  private static HttpResponse reply(EventsReader.Events events, List<String> tokens) {
    if (events.isSingle()) {
      return Replies.json(202, new EventReceipt(EventResult.ACCEPTED, tokens.get(0)));
    }
    Iterator<String> next = tokens.iterator();
    List<EventResult> results = new ArrayList<>(events.results().size());
    for (Result result : events.results()) {
      results.add(result(results.size(), result, next));
    }
    int accepted = tokens.size();
    int rejected = results.size() - accepted;
    int status = rejected == 0 ? 202 : accepted == 0 ? 400 : 207;
    return Replies.json(status, new EventBatch(accepted, rejected, results));
  }

  private static EventResult result(int index, Result result, Iterator<String> tokens) {
    if (result instanceof Rejected rejected) {
      Rejection why = rejected.rejection();
      return new EventResult(
          index,
          EventResult.REJECTED,
          null,
          why.reason().name().toLowerCase(Locale.ROOT),
          why.field().isEmpty() ? null : why.field(),
          why.detail());
    }
    return new EventResult(index, EventResult.ACCEPTED, tokens.next(), null, null, null);
  }
}
