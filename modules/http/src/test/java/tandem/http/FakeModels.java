package tandem.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.Objective;
import tandem.protocol.http.Strategy;

/** The main model and one other, {@code side}. */
final class FakeModels implements AdminModelPort {

  static final ModelName SIDE = new ModelName("side");

  /** What each model answers with, beside the active one. */
  final Map<ModelName, RecommendationPort> lists = new HashMap<>();

  private final Fakes fakes;
  private final List<ModelName> names = new ArrayList<>();
  private ModelName active = ModelName.MAIN;

  FakeModels(Fakes fakes) {
    this.fakes = fakes;
    clear();
  }

  void clear() {
    lists.clear();
    names.clear();
    names.add(ModelName.MAIN);
    names.add(SIDE);
    active = ModelName.MAIN;
  }

  ModelName active() {
    return active;
  }

  @Override
  public List<ModelFacts> all() {
    return names.stream()
        .map(
            name ->
                new ModelFacts(
                    name,
                    name.equals(active),
                    Objective.RATING,
                    64,
                    name.isMain()
                        ? Optional.empty()
                        : Optional.of(Instant.parse("2026-11-24T11:00:00Z")),
                    5))
        .toList();
  }

  @Override
  public Optional<PastPort> past(ModelName model) {
    return names.contains(model)
        ? Optional.of(
            (user, k, asOf) ->
                fakes.answer(
                    () ->
                        new PastList(
                            asOf,
                            3,
                            new ListAnswer(
                                List.of(
                                    new ListAnswer.Entry(
                                        new ItemId(model.of("of") + "-" + user.value()),
                                        k,
                                        "",
                                        List.of())),
                                Strategy.FACTORS,
                                true,
                                1,
                                List.of(),
                                List.of()))))
        : Optional.empty();
  }

  @Override
  public CompletionStage<Boolean> activate(ModelName model) {
    return fakes.answer(
        () -> {
          boolean known = names.contains(model);
          active = known ? model : active;
          return known;
        });
  }

  @Override
  public CompletionStage<Boolean> drop(ModelName model) {
    return fakes.answer(() -> names.remove(model));
  }

  @Override
  public Optional<CompletionStage<ContentFacts>> refreshContent(ModelName model) {
    return names.contains(model)
        ? Optional.of(fakes.answer(() -> new ContentFacts(7, 5, 3, 2, Duration.ofMillis(11))))
        : Optional.empty();
  }

  @Override
  public Optional<CompletionStage<?>> resetBlend(ModelName model) {
    return names.contains(model) ? Optional.of(fakes.answer(() -> model)) : Optional.empty();
  }
}
