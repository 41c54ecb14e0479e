package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.protocol.ItemDescription;
import tandem.protocol.http.ItemView;

/** The routes of the catalogue. */
final class ItemRoutes {

  private final ItemPort port;
  private final ItemReader reader;
  private final HttpSettings settings;
  private final Duration timeout;

  ItemRoutes(ItemPort port, ItemReader reader, HttpSettings settings) {
    this.port = port;
    this.reader = reader;
    this.settings = settings;
    this.timeout = settings.timeout();
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/items", Set.of("limit", "cursor"), this::list).needing(Access.READ),
        Endpoint.get("/v1/items/{id}", Set.of(), this::get).needing(Access.READ),
        Endpoint.put("/v1/items/{id}", settings.maxBody(), this::put).needing(Access.WRITE_ITEMS),
        Endpoint.delete("/v1/items/{id}", this::delete).needing(Access.WRITE_ITEMS));
  }

  private CompletionStage<HttpResponse> get(Call call) {
    return Deadline.within(timeout, port.get(call.itemId(), timeout))
        .thenApply(facts -> Replies.ok(view(facts.orElseThrow(ItemRoutes::unknown))));
  }

  private CompletionStage<HttpResponse> put(Call call) {
    ItemId item = call.itemId();
    ItemDescription description = reader.read(JsonBody.object(call.body(), ItemReader.FIELDS));
    return Deadline.within(timeout, port.describe(item, description, timeout))
        .thenApply(done -> Replies.noContent());
  }

  private CompletionStage<HttpResponse> delete(Call call) {
    return Deadline.within(timeout, port.remove(call.itemId(), timeout))
        .thenApply(done -> Replies.noContent());
  }

  private CompletionStage<HttpResponse> list(Call call) {
    int limit = Pages.limit(call.query());
    Optional<ItemId> after = call.query().id("cursor").map(ItemId::new);
    return Deadline.within(timeout, port.list(after, limit + 1, timeout))
        .thenApply(ids -> Pages.reply(ids.stream().map(ItemId::value).toList(), limit));
  }

  /** The problem of an item that is not there. */
  static ProblemException unknown() {
    return ProblemException.of(
        ProblemType.UNKNOWN_ITEM, "The item was never seen, or was removed.");
  }

  private static ItemView view(ItemFacts facts) {
    ItemDescription description = facts.description();
    return new ItemView(
        facts.item().value(),
        description.title().isEmpty() ? null : description.title(),
        description.categories(),
        description.hidden(),
        AttributeView.of(description.attributes()),
        description.availability().from(),
        description.availability().until(),
        facts.events(),
        facts.bias(),
        facts.popularity());
  }
}
