package tandem.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tandem.model.ItemId;

class RecentKeysTest {

  private static long natural(String item, String type, long timestamp) {
    return RecentKeys.key(null, new ItemId(item), type, timestamp);
  }

  @Test
  void with_random_holdsTheNewestAsAListWould() {
    SplittableRandom random = new SplittableRandom(1);
    RecentKeys keys = RecentKeys.empty(7);
    List<Long> naive = new ArrayList<>();
    for (int n = 0; n < 2_000; n++) {
      long key = random.nextInt(30);
      assertThat(keys.contains(key)).isEqualTo(naive.contains(key));
      keys = keys.with(key);
      naive.add(key);
      if (naive.size() > 7) {
        naive.remove(0);
      }
      assertThat(keys.toList()).isEqualTo(naive);
    }
  }

  @Test
  void with_leavesTheOriginalAsItWas() {
    RecentKeys before = RecentKeys.empty(2).with(1).with(2);
    before.with(3);
    assertThat(before.toList()).containsExactly(1L, 2L);
  }

  @Test
  void with_windowsThatComeOfOneAnother_eachHoldItsOwn() {
    SplittableRandom random = new SplittableRandom(2);
    List<RecentKeys> windows = new ArrayList<>(List.of(RecentKeys.empty(5)));
    List<List<Long>> naive = new ArrayList<>(List.of(List.of()));
    for (int n = 0; n < 3_000; n++) {
      // Mostly the newest or the one before it, as a user and its journal.
      int from = Math.max(0, windows.size() - 1 - random.nextInt(random.nextInt(1, 12)));
      long key = random.nextInt(3);
      List<Long> next = new ArrayList<>(naive.get(from));
      next.add(key);
      windows.add(windows.get(from).with(key));
      naive.add(next.size() > 5 ? next.subList(1, next.size()) : next);
    }
    for (int n = 0; n < windows.size(); n++) {
      assertThat(windows.get(n).toList()).isEqualTo(naive.get(n));
      for (long key = 0; key < 3; key++) {
        assertThat(windows.get(n).contains(key)).isEqualTo(naive.get(n).contains(key));
      }
    }
  }

  @Test
  void empty_noCapacity_recognisesNothing() {
    assertThat(RecentKeys.empty(0).with(5).contains(5)).isFalse();
    assertThat(RecentKeys.of(0, List.of(1L)).toList()).isEmpty();
  }

  @Test
  void of_moreThanCapacity_keepsTheNewest() {
    assertThat(RecentKeys.of(2, List.of(1L, 2L, 3L)).with(4).toList()).containsExactly(3L, 4L);
    assertThat(RecentKeys.of(5, List.of(1L, 2L)).toList()).containsExactly(1L, 2L);
  }

  @Test
  void key_eventId_standsForTheWholeInteraction() {
    ItemId one = new ItemId("1");
    assertThat(RecentKeys.key("e", one, "view", 1))
        .isEqualTo(RecentKeys.key("e", new ItemId("2"), "like", 9));
    assertThat(RecentKeys.key("e", one, "view", 1))
        .isNotEqualTo(RecentKeys.key("f", one, "view", 1));
    assertThat(RecentKeys.key("e", one, "view", 1)).isNotEqualTo(natural("1", "view", 1));
  }

  @Test
  void key_withoutEventId_tellsItemTypeAndTimeApart() {
    Set<Long> keys = new HashSet<>();
    int count = 0;
    for (int item = 0; item < 60; item++) {
      for (String type : List.of("view", "click", "cart", "like")) {
        for (long time = 0; time < 200; time++) {
          keys.add(natural("i" + item, type, 1_600_000_000_000L + time * 1_000));
          count++;
        }
      }
    }
    assertThat(keys).hasSize(count);
    assertThat(natural("1", "view", 5)).isEqualTo(natural("1", "view", 5));
  }

  @Test
  void key_textsThatJoinAlike_differ() {
    assertThat(natural("ab", "cview", 1)).isNotEqualTo(natural("abc", "view", 1));
  }
}
