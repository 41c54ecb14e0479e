package tandem.app.list;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.Index;
import tandem.entity.index.IndexQuery;
import tandem.model.FactorVector;
import tandem.model.ItemId;

/*
 * Which items: those with the largest score + bonus / √(events + 1), the optimism of UCB1 (Auer,
 * Cesa-Bianchi, Fischer, Machine Learning 47, 2002), whose bonus falls with the root of the number
 * of trials. The index adds the bonus where it ranks, so they come from the whole catalogue, of
 * what the request admits. The same few items would come for every user until their events are in,
 * so they are drawn from the best of these, each with the same chance. The bonus of an item that
 * nobody has met is three times what a boost by e adds: about three standard deviations of a user's
 * scores (docs/decisions/0019); in a list by time it is four days. For a list by popularity,
 * trend or co-occurrence, which has no place for what nobody has taken, they are ranked by their biases instead.
 */

/** Gives some places of a list to items of which little is known. */
public final class Exploration {

  private static final double UNITS = 3;
  private static final int DRAWN_FROM = 20;
  private static final int FOR_EACH = 5;

  private final Answers answers;
  private final FactorVector nobody;
  private final RandomGenerator random;

  /** For a model of so many factors. */
  public Exploration(Answers answers, int factors, RandomGenerator random) {
    this.answers = answers;
    this.nobody = FactorVector.wrap(new float[factors]);
    this.random = random;
  }

  /**
   * An item and why it is in the list.
   *
   * @param explored since little is known of it
   */
  public record Place(Hit hit, boolean explored) {}

  /** How many of {@code k} places a share is; the first place is never among them. */
  public static int places(double share, int k) {
    return (int) Math.min(k - 1, Math.round(share * k));
  }

  /** How many candidates to ask for: enough where the list itself has as many as it can of them. */
  public static int candidates(int k, int places) {
    return k + Math.max(DRAWN_FROM, FOR_EACH * places);
  }

  /** The candidates for so many of the places of a list of {@code k} by {@code query}. */
  CompletionStage<List<Hit>> ask(
      Index index,
      IndexQuery query,
      int k,
      int places,
      Collection<ItemId> exclude,
      Duration timeout) {
    return places == 0
        ? CompletableFuture.completedFuture(List.of())
        : index
            .topK(query(query), candidates(k, places), exclude, timeout)
            .thenApply(Index.Ranked::hits);
  }

  /** What ranks the candidates for a list by {@code query}. */
  public IndexQuery query(IndexQuery query) {
    IndexQuery ranked =
        switch (query.ranking()) {
          case HEAT, TREND, COOCCURRENCE ->
              new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, nobody)
                  .with(query.filter(), List.of());
          case INNER_PRODUCT, COSINE, LATEST -> query;
        };
    return ranked.withBonus(UNITS * answers.unit(ranked.ranking())).detailed(true);
  }

  /** The list with so many of its places given to candidates; fewer where there are fewer. */
  public List<Place> mix(List<Hit> list, List<Hit> candidates, int places) {
    int most = Math.min(places, Math.max(0, list.size() - 1));
    List<Hit> drawn = draw(list.subList(0, list.size() - most), candidates, most);
    boolean[] explored = positions(list.size(), drawn.size());
    List<Hit> ranked = without(list, drawn);
    List<Place> mixed = new ArrayList<>(list.size());
    int next = 0;
    int nextDrawn = 0;
    for (int n = 0; n < list.size(); n++) {
      mixed.add(
          explored[n]
              ? new Place(drawn.get(nextDrawn++), true)
              : new Place(ranked.get(next++), false));
    }
    return mixed;
  }

  /** Fewer may be drawn than there are places for, so that the list goes on behind what is kept. */
  private static List<Hit> without(List<Hit> list, List<Hit> drawn) {
    Set<ItemId> items = new HashSet<>();
    drawn.forEach(hit -> items.add(hit.item()));
    return list.stream().filter(hit -> !items.contains(hit.item())).toList();
  }

  private List<Hit> draw(List<Hit> kept, List<Hit> candidates, int count) {
    Set<ItemId> taken = new HashSet<>();
    kept.forEach(hit -> taken.add(hit.item()));
    int from = Math.max(DRAWN_FROM, FOR_EACH * count);
    List<Hit> left = new ArrayList<>();
    for (int c = 0; c < candidates.size() && left.size() < from; c++) {
      if (!taken.contains(candidates.get(c).item())) {
        left.add(candidates.get(c));
      }
    }
    List<Hit> drawn = new ArrayList<>(count);
    while (drawn.size() < count && !left.isEmpty()) {
      drawn.add(withoutBonus(left.remove(random.nextInt(left.size()))));
    }
    return drawn;
  }

  /** Its score is shown as what it is, not as what it may be. */
  private static Hit withoutBonus(Hit hit) {
    Hit.Detail detail = hit.detail();
    return detail == null ? hit : hit.withScore(hit.score() - detail.bonus());
  }

  /** So many of the places after the first, each set of them with the same chance. */
  private boolean[] positions(int size, int count) {
    boolean[] positions = new boolean[size];
    int[] free = new int[Math.max(0, size - 1)];
    Arrays.setAll(free, i -> i + 1);
    for (int n = 0; n < count; n++) {
      int drawn = n + random.nextInt(free.length - n);
      positions[free[drawn]] = true;
      free[drawn] = free[n];
    }
    return positions;
  }
}
