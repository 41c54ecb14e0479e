package tandem.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tandem.app.evaluation.ListQuality;
import tandem.app.evaluation.ListQuality.Outcome;
import tandem.app.evaluation.ListQuality.Sum;
import tandem.app.list.LiveBlend;
import tandem.model.ModelName;
import tandem.protocol.http.Strategy;

/**
 * Counters of how good lists are, from which Prometheus makes means over any window.
 *
 * @param quality what is counted
 */
record ListMeters(ListQuality quality) {

  static ListMeters of(ListQuality quality) {
    return new ListMeters(quality);
  }

  /** Shows how much each ranking counts. */
  static void weights(ModelName model, LiveBlend blend, MeterRegistry registry) {
    for (Strategy ranking : blend.byRanking().keySet()) {
      Gauge unused =
          Gauge.builder("tandem.blend.weight", blend, now -> now.weights().of(ranking))
              .description("How much a ranking counts in a blend")
              .tag("model", model.value())
              .tag("strategy", ranking.wireName())
              .register(registry);
    }
  }

  /** Shows them with the name of the model as a label. */
  void register(ModelName model, MeterRegistry registry) {
    Tags tags = Tags.of("model", model.value());
    for (Outcome outcome : Outcome.values()) {
      counter(
          registry,
          "tandem.evaluation.sampled",
          "Events that were sampled to test lists by, by what became of the test",
          tags.and("outcome", outcome.name().toLowerCase(Locale.ROOT)),
          of -> of.count(outcome));
    }
    for (int s = 0; s < ListQuality.STRATEGIES.size(); s++) {
      int strategy = s;
      counter(
          registry,
          "tandem.evaluation.own",
          "Tests for which a strategy made the list itself, and factors did not stand in for it",
          tags.and("strategy", ListQuality.STRATEGIES.get(s).wireName()),
          of -> of.ownOf(strategy));
    }
    for (int length = 0; length < ListQuality.LENGTHS.size(); length++) {
      int n = length;
      Tags sized = tags.and("k", ListQuality.LENGTHS.get(n).toString());
      counter(
          registry,
          "tandem.evaluation.chance",
          "How many of the items lists by chance would have had",
          sized,
          of -> of.chanceOf(n));
      for (int strategy = 0; strategy < ListQuality.STRATEGIES.size(); strategy++) {
        register(registry, sized, strategy, n);
      }
    }
  }

  private void register(MeterRegistry registry, Tags sized, int strategy, int length) {
    Tags tags = sized.and("strategy", ListQuality.STRATEGIES.get(strategy).wireName());
    for (Sum sum : Sum.values()) {
      counter(
          registry,
          "tandem.evaluation." + name(sum),
          description(sum),
          tags,
          of -> of.sum(strategy, length, sum));
    }
  }

  private static String name(Sum sum) {
    return switch (sum) {
      case HITS -> "hits";
      case GAIN -> "ndcg";
      case RECIPROCAL_RANK -> "reciprocal.rank";
      case LISTS -> "lists";
      case BITS -> "novelty";
    };
  }

  private static String description(Sum sum) {
    return switch (sum) {
      case HITS -> "Lists that had the item which the user then took";
      case GAIN -> "Sum of the NDCG of lists";
      case RECIPROCAL_RANK -> "Sum over the lists of one over the place of the item";
      case LISTS -> "Lists that were not empty";
      case BITS -> "Sum of the novelty of these, in bits";
    };
  }

  private void counter(
      MeterRegistry registry,
      String name,
      String description,
      Tags tags,
      ToDoubleFunction<ListQuality> value) {
    FunctionCounter unused =
        FunctionCounter.builder(name, quality, value)
            .description(description)
            .tags(tags)
            .register(registry);
  }
}
