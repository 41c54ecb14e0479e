package tandem.app.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tandem.entity.user.UserEntity;
import tandem.http.SeenItems;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.protocol.Minutes;
import tandem.ranking.Penalties;

/*
 * What is taken off the score of an item is unit · 10 · 2^(-age / half-life), where the unit is what
 * a boost by e adds (docs/decisions/0019): its odds are divided by 22,026 when it was just taken,
 * which is more than the largest boost multiplies them by, by 148 after a half-life, 12 after two,
 * 3.5 after three, 1.9 after four. After ten they are within a hundredth of what they would be, and
 * nothing is taken off any more.
 */

/** Items that were seen and may be in a list again, for less than their score. */
public final class Fading {

  /** Nothing that was seen may be in the list. */
  static final Fading NONE = new Fading(Map.of());

  private static final double MOST = 10; // units
  private static final int HALF_LIVES = 10;

  private final Map<ItemId, Float> units; // 0 for what has its whole score again

  private Fading(Map<ItemId, Float> units) {
    this.units = units;
  }

  /**
   * What these users have seen, counted from when the last of them took it; but not what one has
   * seen of whom nobody says when, since it is on a node of an earlier version.
   */
  static Fading of(Collection<UserEntity.Profile> users, SeenItems wish, Instant now) {
    if (!wish.areShown()) {
      return NONE;
    }
    int minute = Minutes.of(now.toEpochMilli());
    double halfLife = wish.halfLife().toMillis() / 60_000.0;
    Map<ItemId, Float> units = new HashMap<>();
    for (UserEntity.Profile user : users) {
      Minutes taken = user.minutes();
      for (int n = 0; taken != null && n < taken.length(); n++) {
        float most = units(Math.max(0, minute - taken.get(n)), halfLife);
        units.merge(user.seen().get(n), most, Math::max);
      }
    }
    for (UserEntity.Profile user : users) {
      if (user.minutes() == null) {
        user.seen().forEach(units::remove);
      }
    }
    return new Fading(units);
  }

  /**
   * What is taken off so many minutes after an item was taken.
   *
   * @param age 0 or more, in minutes
   * @param halfLife above 0, in minutes
   * @return in units, from 0 to 10
   */
  public static float units(int age, double halfLife) {
    return age >= HALF_LIVES * halfLife ? 0 : (float) (MOST * Math.pow(2, -age / halfLife));
  }

  /** The same without some items. */
  Fading without(Set<ItemId> items) {
    Map<ItemId, Float> left = new HashMap<>(units);
    left.keySet().removeAll(items);
    return new Fading(left);
  }

  /** Whether nothing that was seen may be in the list. */
  boolean isEmpty() {
    return units.isEmpty();
  }

  /** Whether the item was seen and may be in the list. */
  boolean has(ItemId item) {
    return units.containsKey(item);
  }

  /** What is taken off the score of an item, in a ranking with that unit. */
  float penalty(ItemId item, double unit) {
    return (float) (unit * units.getOrDefault(item, 0f));
  }

  /** All that is taken off, but for {@code excluded}. */
  Penalties<ItemId> penalties(double unit, Set<ItemId> excluded) {
    List<ItemId> items = new ArrayList<>();
    units.forEach(
        (item, more) -> {
          if (more > 0 && !excluded.contains(item)) {
            items.add(item);
          }
        });
    float[] amounts = new float[items.size()];
    for (int n = 0; n < amounts.length; n++) {
      amounts[n] = penalty(items.get(n), unit);
    }
    return new Penalties<>(items, FactorVector.wrap(amounts));
  }
}
