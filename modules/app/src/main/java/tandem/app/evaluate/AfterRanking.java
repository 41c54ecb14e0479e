package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tandem.app.Answers;
import tandem.app.list.Diversity;
import tandem.app.list.Exploration;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexQuery;
import tandem.http.ListOptions;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ModelSettings;
import tandem.protocol.InteractionRules;

/** What diversity and exploration make of the lists by the learned vector, by a node's own code. */
final class AfterRanking {

  private final EventLog log;
  private final FactorTable factors;
  private final ItemContent content;
  private final int ranking;
  private final int k;

  /** Of lists of {@code k} by that ranking, which is by {@code factors}. */
  AfterRanking(EventLog log, FactorTable factors, ItemContent content, int ranking, int k) {
    this.log = log;
    this.factors = factors;
    this.content = content;
    this.ranking = ranking;
    this.k = k;
  }

  /** Picked so that not all are alike. */
  Way diverse(double diversity, ListOptions.Likeness by) {
    ListOptions options = new ListOptions(diversity, by, 0);
    return (pools, item) -> {
      int size = Math.min(Diversity.pool(k), pools.size(ranking));
      List<Hit> pool = hits(pools.scores(ranking), pools.best(ranking), size, null);
      return place(Diversity.pick(pool, k, options), item);
    };
  }

  /** With a share of the places for what is little known. */
  Way exploring(double share, InteractionRules rules, ModelSettings settings) {
    Exploration exploration =
        new Exploration(
            new Answers(rules, settings.objective()),
            settings.factors(),
            new Random(settings.seed()));
    int places = Exploration.places(share, k);
    float[] scores = new float[log.itemCount()];
    int[] best = new int[Exploration.candidates(k, places)];
    float[] scratch = new float[best.length];
    FactorVector anybody = FactorVector.wrap(new float[settings.factors()]);
    IndexQuery query = exploration.query(new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, anybody));
    return (pools, item) -> {
      for (int i = 0; i < pools.seen(); i++) {
        scores[i] = (float) (pools.scores(ranking)[i] + query.bonusOf(factors.item(i).count()));
      }
      List<Hit> candidates = hits(scores, best, pools.best(scores, best, scratch), query);
      int size = Math.min(k, pools.size(ranking));
      List<Hit> list = hits(pools.scores(ranking), pools.best(ranking), size, null);
      return place(
          exploration.mix(list, candidates, places).stream().map(Exploration.Place::hit).toList(),
          item);
    };
  }

  private double place(List<Hit> list, int item) {
    for (int n = 0; n < list.size(); n++) {
      if (list.get(n).item().equals(log.itemId(item))) {
        return n + 1;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private List<Hit> hits(float[] scores, int[] items, int size, @Nullable IndexQuery query) {
    List<Hit> hits = new ArrayList<>(size);
    for (int n = 0; n < size; n++) {
      int item = items[n];
      Factors known = factors.item(item);
      double bonus = query == null ? 0 : query.bonusOf(known.count());
      hits.add(
          new Hit(
              log.itemId(item),
              scores[item],
              "",
              content.categories(item),
              new Hit.Detail(known.vector(), known.bias(), List.of(), bonus)));
    }
    return hits;
  }
}
