package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.RecordId;
import tandem.protocol.http.EstimateList;
import tandem.protocol.http.EventToken;

/** The routes that answer with a list of items. */
final class RecommendationRoutes {

  private static final int MAX_ESTIMATES = 100;

  private final RecommendationPort active;
  private final ModelPort models;
  private final BasketReader baskets;
  private final ListReader lists;
  private final Clock clock;
  private final HttpSettings settings;

  RecommendationRoutes(
      RecommendationPort active,
      ModelPort models,
      BasketReader baskets,
      ListReader lists,
      Clock clock,
      HttpSettings settings) {
    this.active = active;
    this.models = models;
    this.baskets = baskets;
    this.lists = lists;
    this.clock = clock;
    this.settings = settings;
  }

  List<Endpoint> endpoints() {
    Set<String> ofUser = Set.of("after", "timeout", "model");
    Set<String> ofAny = Set.of("model");
    int body = settings.maxBody();
    return List.of(
        get("/v1/users/{id}/recommendations", ofUser, this::forUser).needing(Access.READ_USER),
        Endpoint.post("/v1/users/{id}/recommendations", ofUser, body, this::forUser)
            .needing(Access.READ_USER),
        get("/v1/items/{id}/similar", ofAny, this::similar).needing(Access.READ),
        Endpoint.post("/v1/items/{id}/similar", ofAny, body, this::similar).needing(Access.READ),
        Endpoint.post("/v1/recommendations", ofAny, body, this::forBasket).needing(Access.READ),
        get("/v1/popular", ofAny, this::popular).needing(Access.READ),
        Endpoint.post("/v1/popular", ofAny, body, this::popular).needing(Access.READ),
        Endpoint.get("/v1/estimate", Set.of("user", "item", "model"), this::estimate)
            .needing(Access.READ));
  }

  private static Endpoint get(String path, Set<String> parameters, Endpoint.Handler handler) {
    return Endpoint.get(
        path, ListReader.with(ListReader.PARAMETERS, parameters.toArray(String[]::new)), handler);
  }

  /** What is wanted, in the query of a GET and in the body of a POST. */
  private ListRequest request(Call call) {
    return call.isPost()
        ? lists.read(JsonBody.object(call.body(), ListReader.FIELDS))
        : lists.read(call.query());
  }

  private RecommendationPort port(Call call) {
    return ModelRoutes.lists(models, call, active);
  }

  private CompletionStage<HttpResponse> forUser(Call call) {
    UserId user = call.userId();
    Query query = call.query();
    ListRequest request = request(call);
    Optional<RecordId> after = query.token("after").map(token -> record(token, user));
    Duration timeout = query.duration("timeout", settings.timeout(), settings.maxTimeout());
    return Deadline.within(timeout, port(call).forUser(user, request, after, timeout))
        .thenApply(answer -> reply(answer, call));
  }

  private CompletionStage<HttpResponse> similar(Call call) {
    ItemId item = call.itemId();
    Duration timeout = settings.timeout();
    return Deadline.within(timeout, port(call).similar(item, request(call), timeout))
        .thenApply(answer -> reply(answer.orElseThrow(ItemRoutes::unknown), call));
  }

  private CompletionStage<HttpResponse> forBasket(Call call) {
    JsonNode object = JsonBody.object(call.body(), BasketReader.FIELDS);
    List<BasketItem> basket = baskets.read(object, clock.instant());
    Duration timeout = settings.timeout();
    return Deadline.within(timeout, port(call).forBasket(basket, lists.read(object), timeout))
        .thenApply(answer -> reply(answer, call));
  }

  private CompletionStage<HttpResponse> popular(Call call) {
    Duration timeout = settings.timeout();
    return Deadline.within(timeout, port(call).popular(request(call), timeout))
        .thenApply(answer -> reply(answer, call));
  }

  private CompletionStage<HttpResponse> estimate(Call call) {
    UserId user =
        call.query()
            .id("user")
            .map(UserId::new)
            .orElseThrow(() -> ProblemException.parameter("user", "user must be given."));
    if (!call.caller().mayActFor(user.value())) {
      throw Gate.foreign();
    }
    List<ItemId> items = call.query().items("item");
    if (items.isEmpty() || items.size() > MAX_ESTIMATES) {
      throw ProblemException.parameter(
          "item", "item must be given, up to " + MAX_ESTIMATES + " times.");
    }
    Duration timeout = settings.timeout();
    return Deadline.within(timeout, port(call).estimate(user, items, timeout))
        .thenApply(estimates -> reply(user, estimates, call));
  }

  private static HttpResponse reply(UserId user, Estimates estimates, Call call) {
    return Replies.ok(
        new EstimateList(
            user.value(),
            estimates.known(),
            estimates.objective().name().toLowerCase(Locale.ROOT),
            estimates.items().stream()
                .map(
                    entry ->
                        new EstimateList.Estimate(
                            entry.item().value(), entry.value(), entry.known()))
                .toList(),
            call.tookMs()));
  }

  private static RecordId record(EventToken token, UserId user) {
    if (!token.user().equals(user)) {
      throw ProblemException.parameter("after", "after is a token of another user's event.");
    }
    return token.record();
  }

  private static HttpResponse reply(ListAnswer answer, Call call) {
    return Replies.ok(answer.toView(call.tookMs()));
  }
}
