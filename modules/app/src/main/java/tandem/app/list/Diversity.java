package tandem.app.list;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tandem.entity.index.Hit;
import tandem.http.ListOptions;
import tandem.model.FactorVector;
import tandem.ranking.MarginalRelevance;

/** Picks a list whose items are not all alike from a pool of the best. */
public final class Diversity {

  private static final int POOL = 10; // items for each of the list
  private static final int LEAST = 100;
  static final int MOST = 1_000;

  private Diversity() {}

  /** How many items a list of {@code k} is picked from. */
  public static int pool(int k) {
    return Math.max(LEAST, Math.min(MOST, POOL * k));
  }

  /** A list of {@code k} from the pool, best first; the best where nothing else is wanted. */
  public static List<Hit> pick(List<Hit> pool, int k, ListOptions options) {
    return pick(pool, Diversity::scores, k, options);
  }

  /** The same with another relevance of the pool than its scores; the best first, too. */
  static List<Hit> pick(
      List<Hit> pool, Function<List<Hit>, double[]> relevance, int k, ListOptions options) {
    if (options.diversity() == 0) {
      return pool.subList(0, Math.min(k, pool.size()));
    }
    double[] scores = relevance.apply(pool);
    MarginalRelevance.Likeness likeness =
        switch (options.diversityBy()) {
          case VECTORS -> cosines(pool);
          case CATEGORIES -> sharedCategories(pool);
        };
    List<Hit> list = new ArrayList<>(k);
    for (int place : MarginalRelevance.pick(scores, k, options.diversity(), likeness)) {
      list.add(pool.get(place));
    }
    return list;
  }

  /** The scores of the pool. */
  static double[] scores(List<Hit> pool) {
    return pool.stream().mapToDouble(Hit::score).toArray();
  }

  /** An item without a vector, from a node of an earlier version, is like no other. */
  private static MarginalRelevance.Likeness cosines(List<Hit> pool) {
    FactorVector[] vectors = new FactorVector[pool.size()];
    double[] norms = new double[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      Hit.Detail detail = pool.get(i).detail();
      vectors[i] = detail == null ? FactorVector.of() : detail.vector();
      norms[i] = Math.sqrt(vectors[i].dot(vectors[i]));
    }
    return (a, b) ->
        norms[a] == 0 || norms[b] == 0 ? 0 : vectors[a].dot(vectors[b]) / (norms[a] * norms[b]);
  }

  /** Jaccard: an item without categories is like no other. */
  private static MarginalRelevance.Likeness sharedCategories(List<Hit> pool) {
    List<Set<String>> categories =
        pool.stream().<Set<String>>map(hit -> new HashSet<>(hit.categories())).toList();
    return (a, b) -> {
      int both = 0;
      for (String category : categories.get(a)) {
        both += categories.get(b).contains(category) ? 1 : 0;
      }
      int either = categories.get(a).size() + categories.get(b).size() - both;
      return either == 0 ? 0 : both / (double) either;
    };
  }
}
