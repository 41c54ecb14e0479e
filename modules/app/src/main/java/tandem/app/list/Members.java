package tandem.app.list;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.model.FactorVector;
import tandem.model.ItemId;

/*
 * The mean of what the members would make of an item is, since scores are linear in the user's
 * vector, what a user with the mean vector and mean bias would make of it: exact, by one query. The
 * least of them is not linear, but no item's least is above its mean.
 */

/** What several users make of items together; at least one, and something is known of each. */
final class Members {

  private final List<UserEntity.Profile> users;
  private final FactorVector mean;
  private final double base;

  Members(List<UserEntity.Profile> users) {
    this.users = List.copyOf(users);
    this.mean = mean(users);
    this.base = users.stream().mapToDouble(Members::base).average().orElseThrow();
  }

  private static FactorVector mean(List<UserEntity.Profile> users) {
    int factors = users.get(0).factors().vector().length();
    float[] mean = new float[factors];
    for (int f = 0; f < factors; f++) {
      double sum = 0;
      for (int u = 0; u < users.size(); u++) {
        sum += users.get(u).factors().vector().get(f);
      }
      mean[f] = (float) (sum / users.size());
    }
    return FactorVector.wrap(mean);
  }

  private static double base(UserEntity.Profile user) {
    return (double) user.mean() + user.factors().bias();
  }

  /** The mean of their vectors. */
  FactorVector mean() {
    return mean;
  }

  /** What is the same for all items, on the average of them. */
  double base() {
    return base;
  }

  /** All that one of them has seen. */
  Set<ItemId> seen() {
    return all(UserEntity.Profile::seen);
  }

  /** All that one of them took last. */
  Set<ItemId> recent() {
    return all(UserEntity.Profile::recent);
  }

  private Set<ItemId> all(Function<UserEntity.Profile, List<ItemId>> items) {
    Set<ItemId> all = new HashSet<>();
    users.forEach(user -> all.addAll(items.apply(user)));
    return all;
  }

  /** From the score by the mean to that of the one who likes the item least. */
  Hit least(Hit hit) {
    Hit.Detail detail = hit.detail();
    if (detail == null) {
      return hit; // from a node of an earlier version
    }
    FactorVector item = detail.vector();
    double least = own(users.get(leastPleased(item)), item);
    return hit.withScore(hit.score() - mean.dot(item) + least);
  }

  private double own(UserEntity.Profile user, FactorVector item) {
    return base(user) - base + user.factors().vector().dot(item);
  }

  private int leastPleased(FactorVector item) {
    int least = 0;
    for (int u = 1; u < users.size(); u++) {
      if (own(users.get(u), item) < own(users.get(least), item)) {
        least = u;
      }
    }
    return least;
  }

  /**
   * Of what the mean is the sum: of the same share of each one's evidence.
   *
   * @param known of their recent items
   */
  Evidence ofMean(Map<ItemId, IndexedItem> known) {
    List<Evidence.Part> parts = new ArrayList<>();
    for (Evidence each : ofEach(known)) {
      parts.addAll(each.times(1.0 / users.size()).parts());
    }
    return new Evidence(parts);
  }

  /** Of what, for each hit, the vector of the one is the sum who likes it least. */
  Function<Hit, Evidence> ofLeast(Map<ItemId, IndexedItem> known) {
    List<Evidence> each = ofEach(known);
    return hit -> {
      Hit.Detail detail = hit.detail();
      return detail == null ? Evidence.NONE : each.get(leastPleased(detail.vector()));
    };
  }

  private List<Evidence> ofEach(Map<ItemId, IndexedItem> known) {
    List<Evidence> each = new ArrayList<>(users.size());
    for (UserEntity.Profile user : users) {
      each.add(Evidence.ofLearned(user.factors().vector(), user.recent(), known));
    }
    return each;
  }
}
