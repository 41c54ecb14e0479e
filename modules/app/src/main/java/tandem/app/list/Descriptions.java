package tandem.app.list;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tandem.entity.index.DescriptionTerms;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.UnitSum;
import tandem.model.content.ContentSpace;
import tandem.model.content.Terms;
import tandem.protocol.http.Strategy;

/*
 * An item's score is Σ w_n cos(y, y_n) over the coordinates y of items in the content space, as
 * Neighbours has it over learned vectors. The query has the terms of the items; a partition
 * computes the coordinates, in the space of its own items. So two nodes that know different spaces
 * for some seconds, after a fit, need not agree on one, and no list is lost to that.
 */

/** What is like, by its description, what is given. */
final class Descriptions {

  // A message between nodes may have 256 KB; the terms of an item are seldom more than 300.
  private static final int MOST_CHARACTERS = 60_000;

  private final Supplier<Optional<ContentSpace>> spaces;
  private final Objective objective;
  private final int factors;

  Descriptions(Supplier<Optional<ContentSpace>> spaces, Objective objective, int factors) {
    this.spaces = spaces;
    this.objective = objective;
    this.factors = factors;
  }

  /**
   * Like what a user took last, of what the user likes, the newest most; empty if there is no space
   * yet, or nothing in it is known of these items.
   */
  Optional<Question> newest(UserEntity.Profile user, Map<ItemId, IndexedItem> known) {
    List<IndexedItem> items = new ArrayList<>();
    for (ItemId id : user.recent()) {
      IndexedItem item = known.get(id);
      if (item != null && !item.removed() && likes(user, item)) {
        items.add(item);
      }
    }
    return question(items, true, user.seen());
  }

  /**
   * With ratings a user has rated low what is not liked. The profile has no ratings; what was
   * learned of them says whether this user puts the item above the user's own mean.
   */
  private boolean likes(UserEntity.Profile user, IndexedItem item) {
    return objective == Objective.PREFERENCE
        || item.bias() + user.factors().vector().dot(item.vector()) >= 0;
  }

  /** Like all of these, which are not listed; empty likewise. */
  Optional<Question> similar(Collection<IndexedItem> items, Set<ItemId> exclude) {
    return question(items, false, exclude);
  }

  private Optional<Question> question(
      Collection<IndexedItem> items, boolean newestFirst, Collection<ItemId> exclude) {
    Optional<ContentSpace> space = spaces.get();
    if (space.isEmpty()) {
      return Optional.empty();
    }
    List<IndexQuery.Described> like = new ArrayList<>();
    List<ItemId> ids = new ArrayList<>();
    int characters = 0;
    for (IndexedItem item : items) {
      Terms terms = space.get().known(DescriptionTerms.of(item.description()));
      characters += terms.values().stream().mapToInt(String::length).sum();
      if (!terms.values().isEmpty() && characters <= MOST_CHARACTERS) {
        double weight = newestFirst ? UnitSum.weightOfAge(like.size()) : 1;
        like.add(new IndexQuery.Described(terms.values(), weight));
        ids.add(item.id());
      }
    }
    return like.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Question.of(IndexQuery.byContent(like, factors), exclude, Strategy.CONTENT)
                .explainedBy(() -> Evidence.ofNamed(ids)));
  }
}
