package tandem.entity.user;

import java.util.List;
import java.util.function.Predicate;
import tandem.entity.index.IndexedItem;
import tandem.entity.item.ItemEntity;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.Pairwise;
import tandem.model.Sgd;
import tandem.model.Target;

/**
 * How a user steps away from sampled negatives, and tells them to do the same ({@link
 * ItemEntity.Repel}). Without a state: one for all users of a node.
 */
record Repulsion(Sgd sgd, UserPeers peers) {

  /** Whether a step towards {@code target} has negatives. */
  boolean isFor(Target target) {
    return sgd.settings().objective() == Objective.PREFERENCE
        && sgd.settings().negatives() > 0
        && target.weight() > 0;
  }

  /** Whether such a step is one of pairs, of the item and each negative. */
  boolean isInPairs(Target target) {
    return sgd.settings().pairwise() && isFor(target);
  }

  /** What the user gives each of them. */
  FactorVector scores(Factors user, List<IndexedItem> negatives) {
    float[] scores = new float[negatives.size()];
    for (int n = 0; n < scores.length; n++) {
      scores[n] = sgd.score(0f, user, factors(negatives.get(n)));
    }
    return FactorVector.wrap(scores);
  }

  /**
   * What the user steps by, in pairs: towards the item and away from the negatives, which are told.
   * By the vectors that came, whichever of its pulls the item has answered.
   */
  ItemEntity.Gradient apart(
      Target target, Factors user, ItemEntity.Gradient gradient, List<IndexedItem> negatives) {
    Factors item = new Factors(gradient.item(), gradient.bias(), 0f, 0);
    Pairwise pairs =
        Pairwise.of(sgd, target, user, item, negatives.stream().map(Repulsion::factors).toList());
    for (int n = 0; n < negatives.size(); n++) {
      peers.tell(
          negatives.get(n).id(), new ItemEntity.Repel(user.vector(), -pairs.errors().get(n)));
    }
    return new ItemEntity.Gradient(
        gradient.id(), pairs.error(), pairs.direction(), gradient.early(), gradient.bias());
  }

  /** The user after a step away from each that it has not taken; these are told. */
  Factors repel(Factors user, List<IndexedItem> negatives, Predicate<ItemId> isTaken) {
    Factors stepped = user;
    for (int n = 0; n < negatives.size(); n++) {
      IndexedItem item = negatives.get(n);
      if (!isTaken.test(item.id())) {
        float error = sgd.negativeError(stepped, factors(item));
        peers.tell(item.id(), new ItemEntity.Repel(stepped.vector(), error));
        stepped = sgd.repelUser(stepped, item.vector(), error);
      }
    }
    return stepped;
  }

  private static Factors factors(IndexedItem item) {
    return new Factors(item.vector(), item.bias(), 0f, item.events());
  }
}
