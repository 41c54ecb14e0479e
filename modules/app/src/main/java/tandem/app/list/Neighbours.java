package tandem.app.list;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.UnitSum;
import tandem.protocol.http.Strategy;

/*
 * An item's score is Σ w_n cos(x, x_n) over the user's recent items, the newest first, with
 * w_n = 1 / (n + 1), n from 0. The learned vector has the long run already, so what is said here
 * beside it is what the user is after now; but the newest item alone would let one event decide.
 * Up to the length of the sum, the score is the cosine with Σ w_n x_n / |x_n|, so one
 * query ranks the whole catalogue by it, exactly.
 */

/** What is like the items that a user took last. */
final class Neighbours {

  private Neighbours() {}

  /** Empty if none of the user's recent items has a vector. */
  static Optional<Question> question(
      UserEntity.Profile user, Map<ItemId, IndexedItem> known, int factors) {
    Evidence evidence = evidence(user.recent(), known);
    FactorVector sum = evidence.sum(factors);
    if (sum.dot(sum) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Question.of(
                new IndexQuery(IndexQuery.Ranking.COSINE, sum), user.seen(), Strategy.NEIGHBOURS)
            .explainedBy(() -> evidence));
  }

  /** Of those that are listed: one that is gone gives its weight to the next. */
  private static Evidence evidence(Collection<ItemId> recent, Map<ItemId, IndexedItem> known) {
    List<Evidence.Part> parts = new ArrayList<>();
    for (ItemId id : recent) {
      IndexedItem item = known.get(id);
      if (item != null && !item.removed() && item.vector().dot(item.vector()) > 0) {
        parts.add(Evidence.unit(item, UnitSum.weightOfAge(parts.size())));
      }
    }
    return new Evidence(parts);
  }
}
