package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tandem.model.ModelName;
import tandem.protocol.http.ContentView;
import tandem.protocol.http.ModelList;

/** The routes on the admin port that show the models and switch between them. */
final class ModelRoutes {

  private final AdminModelPort port;
  private final Duration timeout;
  private final Duration longTimeout;

  /** {@code longTimeout} is for what goes over all items. */
  ModelRoutes(AdminModelPort port, Duration timeout, Duration longTimeout) {
    this.port = port;
    this.timeout = timeout;
    this.longTimeout = longTimeout;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/admin/models", Set.of(), this::list),
        Endpoint.post("/v1/admin/models/{id}/activate", 0, this::activate),
        Endpoint.post("/v1/admin/models/{id}/content/refresh", 0, this::refreshContent),
        Endpoint.post("/v1/admin/models/{id}/blend/reset", 0, this::resetBlend),
        Endpoint.delete("/v1/admin/models/{id}", this::drop));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return CompletableFuture.completedFuture(
        Replies.ok(new ModelList(port.all().stream().map(ModelRoutes::view).toList())));
  }

  private static ModelList.Model view(ModelFacts facts) {
    return new ModelList.Model(
        facts.name().value(),
        facts.active(),
        facts.objective().name().toLowerCase(Locale.ROOT),
        facts.factors(),
        facts.promotedAt().orElse(null),
        facts.learned());
  }

  private CompletionStage<HttpResponse> activate(Call call) {
    ModelName model = Query.model("id", call.variable());
    return Deadline.within(timeout, port.activate(model))
        .thenApply(
            done -> {
              if (!done) {
                throw unknown(model);
              }
              return Replies.noContent();
            });
  }

  private CompletionStage<HttpResponse> refreshContent(Call call) {
    ModelName model = Query.model("id", call.variable());
    CompletionStage<ContentFacts> refreshed =
        port.refreshContent(model).orElseThrow(() -> unknown(model));
    return Deadline.within(longTimeout, refreshed)
        .thenApply(
            facts ->
                Replies.ok(
                    new ContentView(
                        facts.described(),
                        facts.learned(),
                        facts.dimensions(),
                        facts.placed(),
                        facts.took().toMillis())));
  }

  private CompletionStage<HttpResponse> resetBlend(Call call) {
    ModelName model = Query.model("id", call.variable());
    return Deadline.within(timeout, port.resetBlend(model).orElseThrow(() -> unknown(model)))
        .thenApply(done -> Replies.noContent());
  }

  private CompletionStage<HttpResponse> drop(Call call) {
    ModelName model = Query.model("id", call.variable());
    Optional<ModelFacts> known =
        port.all().stream().filter(facts -> facts.name().equals(model)).findAny();
    if (known.isEmpty()) {
      throw unknown(model);
    }
    if (model.isMain() || known.get().active()) {
      throw inUse(model);
    }
    return Deadline.within(timeout, port.drop(model))
        .thenApply(
            done -> {
              if (!done) {
                throw inUse(model);
              }
              return Replies.noContent();
            });
  }

  static ProblemException unknown(ModelName model) {
    return ProblemException.of(
        ProblemType.UNKNOWN_MODEL, "This node serves no model " + model.value() + ".");
  }

  private static ProblemException inUse(ModelName model) {
    return ProblemException.of(
        ProblemType.MODEL_IN_USE,
        model.isMain()
            ? "The main model stays."
            : "The model answers those who name none: activate another one first.");
  }
}
