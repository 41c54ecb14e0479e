package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.http.EstimateList;

/** The route that says what a user would make of some items. */
final class EstimateRoute {

  private static final int MAX_ESTIMATES = 100;

  private final AskedModel models;
  private final Duration timeout;

  EstimateRoute(AskedModel models, Duration timeout) {
    this.models = models;
    this.timeout = timeout;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/estimate", Set.of("user", "item", "model"), this::estimate)
            .needing(Access.READ));
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
    return Deadline.within(timeout, models.port(call).estimate(user, items, timeout))
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
}
