package tandem.app.content;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import tandem.entity.index.DescriptionTerms;
import tandem.entity.index.IndexStore;
import tandem.entity.index.IndexedItem;
import tandem.model.Factors;
import tandem.model.ModelSettings;
import tandem.model.content.ContentModel;
import tandem.model.content.ContentPrior;
import tandem.model.content.ContentSpace;
import tandem.model.content.Terms;

/**
 * Fits the content model to the items of the index's tables, one partition in memory at a time but
 * for the terms. It blocks.
 *
 * @param store of the index
 * @param partitions of it
 * @param settings of the model
 */
record ContentFit(IndexStore store, int partitions, ModelSettings settings) {

  static final int DIMENSIONS = 64;
  // docs/benchmarks/2026-11-25-cold-start.md
  private static final double RIDGE = 1;

  /**
   * What came of it.
   *
   * @param described how many items have terms
   * @param learned how many of them have learned from events
   */
  record Result(ContentModel model, long described, long learned) {}

  Result run() {
    List<Terms> terms = new ArrayList<>();
    forEachDescribed((item, its) -> terms.add(its));
    ContentSpace space = ContentSpace.of(terms, DIMENSIONS, settings.seed());
    ContentPrior.Fit fit = new ContentPrior.Fit(space.dimensions(), settings.factors(), true);
    forEachDescribed((item, its) -> fit.add(space.coordinates(its), learned(item)));
    return new Result(new ContentModel(space, fit.solve(RIDGE)), terms.size(), fit.items());
  }

  private static Factors learned(IndexedItem item) {
    return new Factors(item.vector(), item.bias(), 0f, item.events());
  }

  private interface Taker {
    void take(IndexedItem item, Terms terms);
  }

  private void forEachDescribed(Taker taker) {
    forEach(
        item -> {
          Terms terms = DescriptionTerms.of(item.description());
          if (!terms.values().isEmpty()) {
            taker.take(item, terms);
          }
        });
  }

  /** The items that are not removed, partition by partition. */
  void forEach(Consumer<IndexedItem> taker) {
    for (int partition = 0; partition < partitions; partition++) {
      for (IndexedItem item : join(store.rows(partition)).items()) {
        if (!item.removed()) {
          taker.accept(item);
        }
      }
    }
  }

  static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
