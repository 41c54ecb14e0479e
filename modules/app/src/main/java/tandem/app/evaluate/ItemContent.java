package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tandem.app.dataset.ItemTitle;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.content.ContentPrior;
import tandem.model.content.ContentSpace;
import tandem.model.content.Terms;

/** Where the items of a log lie by their titles and categories; some may have none. */
final class ItemContent {

  private final List<@Nullable FactorVector> coordinates;
  private final List<List<String>> categories;
  private final int dimensions;

  private ItemContent(
      List<@Nullable FactorVector> coordinates, List<List<String>> categories, int dimensions) {
    this.coordinates = coordinates;
    this.categories = categories;
    this.dimensions = dimensions;
  }

  /** The space of all titles, whether the log has the item or not. */
  static ItemContent of(EventLog log, List<ItemTitle> titles, int dimensions, long seed) {
    Map<ItemId, Terms> terms = new HashMap<>();
    Map<ItemId, List<String>> known = new HashMap<>();
    for (ItemTitle title : titles) {
      known.put(title.id(), title.categories());
      terms.put(title.id(), Terms.of(title.title(), title.categories(), Map.of()));
    }
    ContentSpace space =
        ContentSpace.of(
            titles.stream().map(title -> terms.getOrDefault(title.id(), NOTHING)).toList(),
            dimensions,
            seed);
    List<@Nullable FactorVector> coordinates =
        new ArrayList<>(Collections.nCopies(log.itemCount(), null));
    List<List<String>> categories = new ArrayList<>(log.itemCount());
    for (int item = 0; item < log.itemCount(); item++) {
      Terms its = terms.get(log.itemId(item));
      coordinates.set(item, its == null ? null : space.coordinates(its));
      categories.add(known.getOrDefault(log.itemId(item), List.of()));
    }
    return new ItemContent(coordinates, categories, space.dimensions());
  }

  /** Where an item lies; null for one without a description, zero if none of its terms is known. */
  @Nullable FactorVector coordinates(int item) {
    return coordinates.get(item);
  }

  /** The categories of an item; none for one without a description. */
  List<String> categories(int item) {
    return categories.get(item);
  }

  /** How many coordinates an item has. */
  int dimensions() {
    return dimensions;
  }

  private static final Terms NOTHING = new Terms(List.of());

  /** Fits the prior to the items with events, and gives the others the place that it foresees. */
  void place(FactorTable factors, int factorCount, double ridge, boolean withBias) {
    ContentPrior.Fit fit = new ContentPrior.Fit(dimensions, factorCount, withBias);
    for (int item = 0; item < coordinates.size(); item++) {
      FactorVector where = coordinates.get(item);
      if (where != null) {
        fit.add(where, factors.item(item));
      }
    }
    if (fit.items() == 0) {
      return;
    }
    ContentPrior prior = fit.solve(ridge);
    for (int item = 0; item < coordinates.size(); item++) {
      FactorVector where = coordinates.get(item);
      if (where != null && factors.item(item).count() == 0) {
        factors.setItem(item, prior.factors(where));
      }
    }
  }
}
