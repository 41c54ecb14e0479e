package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.RecordId;
import tandem.protocol.http.EventToken;
import tandem.protocol.http.ItemList;

/** The routes that answer with a list of items. */
final class RecommendationRoutes {

  private final RecommendationPort active;
  private final ModelPort models;
  private final BasketReader baskets;
  private final Clock clock;
  private final HttpSettings settings;

  RecommendationRoutes(
      RecommendationPort active,
      ModelPort models,
      BasketReader baskets,
      Clock clock,
      HttpSettings settings) {
    this.active = active;
    this.models = models;
    this.baskets = baskets;
    this.clock = clock;
    this.settings = settings;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/users/{id}/recommendations",
                Set.of("k", "after", "timeout", "model"),
                this::forUser)
            .needing(Access.READ_USER),
        Endpoint.get("/v1/items/{id}/similar", Set.of("k", "model"), this::similar)
            .needing(Access.READ),
        Endpoint.post("/v1/recommendations", Set.of("model"), settings.maxBody(), this::forBasket)
            .needing(Access.READ),
        Endpoint.get("/v1/popular", Set.of("k", "model"), this::popular).needing(Access.READ));
  }

  /** Of the model that the request names, else of the active one. */
  private RecommendationPort port(Call call) {
    return call.query()
        .model()
        .map(model -> models.lists(model).orElseThrow(() -> ModelRoutes.unknown(model)))
        .orElse(active);
  }

  private CompletionStage<HttpResponse> forUser(Call call) {
    UserId user = call.userId();
    Query query = call.query();
    int k = query.k();
    Optional<RecordId> after = query.token("after").map(token -> record(token, user));
    Duration timeout = query.duration("timeout", settings.timeout(), settings.maxTimeout());
    return Deadline.within(timeout, port(call).forUser(user, k, after, timeout))
        .thenApply(answer -> reply(answer, call));
  }

  private CompletionStage<HttpResponse> similar(Call call) {
    ItemId item = call.itemId();
    return Deadline.within(
            settings.timeout(), port(call).similar(item, call.query().k(), settings.timeout()))
        .thenApply(answer -> reply(answer.orElseThrow(ItemRoutes::unknown), call));
  }

  private CompletionStage<HttpResponse> forBasket(Call call) {
    BasketReader.Basket basket = baskets.read(call.body(), clock.instant());
    return Deadline.within(
            settings.timeout(),
            port(call).forBasket(basket.items(), basket.k(), settings.timeout()))
        .thenApply(answer -> reply(answer, call));
  }

  private CompletionStage<HttpResponse> popular(Call call) {
    return Deadline.within(
            settings.timeout(), port(call).popular(call.query().k(), settings.timeout()))
        .thenApply(answer -> reply(answer, call));
  }

  private static RecordId record(EventToken token, UserId user) {
    if (!token.user().equals(user)) {
      throw ProblemException.parameter("after", "after is a token of another user's event.");
    }
    return token.record();
  }

  private static HttpResponse reply(ListAnswer answer, Call call) {
    return Replies.ok(
        new ItemList(
            answer.items().stream().map(ListAnswer.Entry::toView).toList(),
            answer.strategy(),
            answer.known(),
            answer.coverage(),
            answer.missingPartitions().isEmpty() ? null : answer.missingPartitions(),
            answer.unknownItems().isEmpty()
                ? null
                : answer.unknownItems().stream().map(ItemId::value).toList(),
            answer.fallback() ? true : null,
            call.tookMs()));
  }
}
