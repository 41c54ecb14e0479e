package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import tandem.entity.user.UserState;
import tandem.model.FactorVector;
import tandem.model.UnitSum;

/** The newest items of each user, newest first, as many as a node keeps in order. */
final class NewestItems {

  private final List<List<Integer>> newest = new ArrayList<>();

  /** Where an item lies; zero if that is not known. */
  interface Place {
    FactorVector of(int item);
  }

  /** A user took an item. */
  void add(int user, int item) {
    while (newest.size() <= user) {
      newest.add(new ArrayList<>(UserState.RECENT + 1));
    }
    List<Integer> items = newest.get(user);
    items.remove((Integer) item);
    items.add(0, item);
    if (items.size() > UserState.RECENT) {
      items.remove(UserState.RECENT);
    }
  }

  /** The items of a user, newest first; not to be written. */
  List<Integer> of(int user) {
    return user < newest.size() ? newest.get(user) : List.of();
  }

  /** What the items of a user point at, the newest most, as lists by likeness have it. */
  FactorVector sum(int user, Place place, int length) {
    List<FactorVector> parts = new ArrayList<>();
    for (int item : of(user)) {
      FactorVector where = place.of(item);
      if (!where.isZero()) {
        parts.add(UnitSum.part(where, UnitSum.weightOfAge(parts.size())));
      }
    }
    return UnitSum.of(parts, length);
  }
}
