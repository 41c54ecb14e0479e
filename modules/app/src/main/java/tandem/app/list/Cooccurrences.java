package tandem.app.list;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.model.CooccurrenceScore;
import tandem.model.CooccurrenceSettings;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;
import tandem.ranking.PostingLists;

/*
 * An item's score is Σ w_n (C(i, n) + C(n, i) / 2) / √(1 + events of n) over what was taken last, the
 * newest first, where C(i, n) is what the row of i has of n, which was taken before it, and w_n is
 * what rows count with at that position. What is often taken before the same item goes with it, too,
 * but half as well. The root takes from what everybody has taken, which says little. The index ranks by the logarithm, so that a
 * boost multiplies it; what is shown is the sum.
 */

/** What was taken after what somebody took last. */
final class Cooccurrences {

  private final CooccurrenceSettings settings;

  Cooccurrences(CooccurrenceSettings settings) {
    this.settings = settings;
  }

  /**
   * After what the user took last; empty if that is nothing.
   *
   * @param known of these items, with their rows
   */
  Optional<Question> afterNewest(UserEntity.Profile user, Map<ItemId, IndexedItem> known) {
    return after(user.interests(), known, user.seen());
  }

  /** After a basket, whose last item is the newest, and before it what the user took. */
  Optional<Question> afterBasket(
      UserEntity.Profile user, List<ItemId> basket, Map<ItemId, IndexedItem> known) {
    Set<ItemId> newestFirst = new LinkedHashSet<>();
    for (int n = basket.size() - 1; n >= 0; n--) {
      newestFirst.add(basket.get(n));
    }
    newestFirst.addAll(user.interests());
    return after(List.copyOf(newestFirst), known, user.seen());
  }

  /** After any of these, each of which counts the same. */
  Optional<Question> afterAll(Collection<IndexedItem> items) {
    List<PostingLists.Taken> taken = new ArrayList<>();
    if (settings.recent() > 0) {
      items.forEach(item -> taken.add(taken(item.id(), 1, item)));
    }
    return question(taken, known(items), List.of());
  }

  private static Map<ItemId, IndexedItem> known(Collection<IndexedItem> items) {
    Map<ItemId, IndexedItem> known = new HashMap<>();
    items.forEach(item -> known.put(item.id(), item));
    return known;
  }

  private Optional<Question> after(
      List<ItemId> newestFirst, Map<ItemId, IndexedItem> known, Collection<ItemId> exclude) {
    List<PostingLists.Taken> taken = new ArrayList<>();
    for (int n = 0; n < newestFirst.size() && n < settings.recent(); n++) {
      ItemId item = newestFirst.get(n);
      taken.add(taken(item, settings.weight(n), known.get(item)));
    }
    return question(taken, known, exclude);
  }

  private static PostingLists.Taken taken(ItemId item, double weight, @Nullable IndexedItem known) {
    long events = known == null ? 0 : known.events();
    return new PostingLists.Taken(item, weight / Math.sqrt(1.0 + events));
  }

  /** What the rows of what was taken have. */
  private static List<PostingLists.Given> given(
      List<PostingLists.Taken> taken, Map<ItemId, IndexedItem> known) {
    List<PostingLists.Given> given = new ArrayList<>();
    for (int n = 0; n < taken.size(); n++) {
      int place = n;
      double share = CooccurrenceScore.BACKWARD * taken.get(n).weight();
      IndexedItem item = known.get(taken.get(n).item());
      if (item != null) {
        item.row()
            .forEach((id, weight) -> given.add(new PostingLists.Given(place, id, share * weight)));
      }
    }
    return given;
  }

  private static Optional<Question> question(
      List<PostingLists.Taken> taken, Map<ItemId, IndexedItem> known, Collection<ItemId> exclude) {
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    List<ItemId> ids = taken.stream().map(PostingLists.Taken::item).toList();
    return Optional.of(
        new Question(
                IndexQuery.byCooccurrence(taken, given(taken, known)),
                exclude,
                Strategy.COOCCURRENCE,
                true,
                List.of(),
                score -> Math.pow(2, score))
            .explainedBy(() -> Evidence.ofNamed(ids)));
  }
}
