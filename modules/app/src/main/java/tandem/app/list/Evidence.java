package tandem.app.list;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tandem.entity.index.IndexedItem;
import tandem.model.FactorVector;
import tandem.model.FoldIn;
import tandem.model.ItemId;
import tandem.model.Rated;
import tandem.model.UnitSum;

/*
 * A fold-in is a sum over its items: from the normal equations λp = Σ w (r − p·q) q, so p is the sum
 * of w (r − p·q) / λ · q. A score p·x is then the sum of what each item adds (Hu, Koren, Volinsky,
 * ICDM 2008, section 5).
 *
 * A learned vector is no fold-in. It is split by one: the ridge step whose targets are what the
 * vector itself says of the items (r = p·q), which is that part of p which these items can
 * explain. What is left, older items and all else that was learned, is the rest. λ is a tenth of
 * the mean squared length of the vectors, so that the split does not depend on their scale.
 */

/**
 * Of what the vector of a query is the sum: of a part for each of some items, and of a rest.
 *
 * @param parts each along the vector of its item
 */
record Evidence(List<Evidence.Part> parts) {

  private static final double SHARE = 0.1;

  /** Nothing but the rest. */
  static final Evidence NONE = new Evidence(List.of());

  /** The part of an item. */
  record Part(ItemId item, FactorVector vector) {}

  /** Takes a copy. */
  Evidence {
    parts = List.copyOf(parts);
  }

  /** Both together, of a sum of two vectors. */
  Evidence and(Evidence other) {
    List<Part> both = new ArrayList<>(parts);
    both.addAll(other.parts);
    return new Evidence(both);
  }

  /** So much of each part. */
  Evidence times(double share) {
    return new Evidence(
        parts.stream().map(one -> new Part(one.item(), one.vector().times(share))).toList());
  }

  /** Of a vector that was folded in from these, in the same order as their ids. */
  static Evidence ofFoldIn(
      FactorVector folded, List<ItemId> ids, List<Rated> rated, double lambda) {
    List<Part> parts = new ArrayList<>(rated.size());
    for (int i = 0; i < rated.size(); i++) {
      Rated one = rated.get(i);
      double left = one.residual() - (double) folded.dot(one.vector());
      parts.add(new Part(ids.get(i), one.vector().times(one.weight() * left / lambda)));
    }
    return new Evidence(parts);
  }

  /** Of a learned vector, as far as these items explain it. */
  static Evidence ofLearned(
      FactorVector learned, Collection<ItemId> ids, Map<ItemId, IndexedItem> known) {
    List<ItemId> here = new ArrayList<>();
    List<Rated> rated = new ArrayList<>();
    double squares = 0;
    for (ItemId id : ids) {
      IndexedItem item = known.get(id);
      if (item != null) {
        here.add(id);
        rated.add(new Rated(item.vector(), learned.dot(item.vector()), 1f));
        squares += item.vector().dot(item.vector());
      }
    }
    if (squares == 0) {
      return NONE;
    }
    double lambda = SHARE * squares / rated.size();
    return ofFoldIn(FoldIn.user(rated, learned.length(), lambda), here, rated, lambda);
  }

  /** Of a sum of unit vectors. */
  static Evidence ofUnits(Collection<IndexedItem> items) {
    List<Part> parts = new ArrayList<>(items.size());
    for (IndexedItem item : items) {
      parts.add(unit(item, 1));
    }
    return new Evidence(parts);
  }

  /** The unit vector of an item, so many times. */
  static Part unit(IndexedItem item, double weight) {
    return new Part(item.id(), UnitSum.part(item.vector(), weight));
  }

  /** Of a query that names these items: what each adds, the hits say themselves. */
  static Evidence ofNamed(List<ItemId> items) {
    return new Evidence(items.stream().map(item -> new Part(item, FactorVector.of())).toList());
  }

  /** What the parts are together. */
  FactorVector sum(int factors) {
    return UnitSum.of(parts.stream().map(Part::vector).toList(), factors);
  }
}
