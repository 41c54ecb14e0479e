package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.protocol.Interaction;
import tandem.protocol.http.EventToken;
import tandem.protocol.http.ItemList;
import tandem.protocol.http.ListedItem;
import tandem.protocol.kafka.InteractionReader;

/** The routes that answer with a list of items. */
final class ListRoutes {

  private static final int MAX_BASKET = 100;
  private static final String NOBODY = "nobody";

  private final RecommendationPort port;
  private final InteractionReader reader;
  private final HttpSettings settings;

  ListRoutes(RecommendationPort port, InteractionReader reader, HttpSettings settings) {
    this.port = port;
    this.reader = reader;
    this.settings = settings;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.of(
            "GET", "/v1/users/{id}/recommendations", this::forUser, "k", "after", "timeout"),
        Endpoint.of("GET", "/v1/items/{id}/similar", this::similar, "k"),
        Endpoint.of("POST", "/v1/recommendations", this::forBasket),
        Endpoint.of("GET", "/v1/popular", this::popular, "k"));
  }

  private CompletionStage<HttpResponse> forUser(Call call) {
    var user = call.user();
    int k = call.k();
    Duration timeout = call.duration("timeout", settings.timeout(), settings.maxTimeout());
    Optional<EventToken> after = call.parameter("after").map(text -> token(text, user));
    CompletionStage<ListAnswer> answer =
        after.isPresent()
            ? port.forUserAfter(after.get(), k, timeout)
            : port.forUser(user, k, timeout);
    return answer.thenApply(list -> reply(call, list));
  }

  private static EventToken token(String text, tandem.model.UserId user) {
    return EventToken.decode(text)
        .filter(token -> token.user().equals(user))
        .orElseThrow(
            () -> Problems.badRequest("after", "after is no token of an event of this user."));
  }

  private CompletionStage<HttpResponse> similar(Call call) {
    return port.similar(call.item(), call.k(), settings.timeout())
        .thenApply(
            list ->
                reply(call, list.orElseThrow(() -> Problems.notFound("There is no such item."))));
  }

  private CompletionStage<HttpResponse> popular(Call call) {
    return port.popular(call.k(), settings.timeout()).thenApply(list -> reply(call, list));
  }

  private CompletionStage<HttpResponse> forBasket(Call call) {
    return call.object()
        .thenCompose(body -> port.forBasket(basket(body), k(body), settings.timeout()))
        .thenApply(list -> reply(call, list));
  }

  private static int k(ObjectNode body) {
    JsonNode k = body.get("k");
    if (k == null || k.isNull()) {
      return Call.DEFAULT_K;
    }
    if (!k.canConvertToInt()
        || !k.isIntegralNumber()
        || k.intValue() < 1
        || k.intValue() > Call.MAX_K) {
      throw Problems.badRequest("k", "k must be a whole number from 1 to " + Call.MAX_K + ".");
    }
    return k.intValue();
  }

  private List<BasketItem> basket(ObjectNode body) {
    JsonNode items = body.get("items");
    if (items == null || !items.isArray() || items.isEmpty() || items.size() > MAX_BASKET) {
      throw Problems.badRequest("items", "items must be an array of 1 to " + MAX_BASKET + ".");
    }
    List<BasketItem> basket = new ArrayList<>(items.size());
    items.forEach(item -> basket.add(item(item, body)));
    return basket;
  }

  /** An entry is an id, or an event without its user. */
  private BasketItem item(JsonNode entry, ObjectNode body) {
    ObjectNode event = body.objectNode();
    if (entry instanceof ObjectNode object) {
      event.setAll(object);
    } else {
      event.set("item_id", entry);
    }
    event.put("user_id", NOBODY);
    InteractionReader.Result read = reader.read(event, Instant.now());
    if (read instanceof InteractionReader.Accepted accepted) {
      Interaction interaction = accepted.interaction();
      return new BasketItem(interaction.item(), interaction.type(), interaction.value());
    }
    var rejection = ((InteractionReader.Rejected) read).rejection();
    throw Problems.badRequest("items." + rejection.field(), rejection.detail());
  }

  private static HttpResponse reply(Call call, ListAnswer list) {
    return Replies.ok(
        new ItemList(
            list.items().stream().map(ListRoutes::listed).toList(),
            list.strategy(),
            list.known(),
            list.coverage(),
            list.missingPartitions().isEmpty() ? null : list.missingPartitions(),
            list.unknownItems().isEmpty()
                ? null
                : list.unknownItems().stream().map(ItemId::value).toList(),
            call.tookMillis()));
  }

  private static ListedItem listed(ScoredItem item) {
    return new ListedItem(
        item.item().value(),
        item.score(),
        item.title(),
        item.categories().isEmpty() ? null : item.categories());
  }
}
