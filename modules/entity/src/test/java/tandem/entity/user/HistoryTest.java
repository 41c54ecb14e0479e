package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.entity.user.History.Seen;
import tandem.model.ItemId;

class HistoryTest {

  private static ItemId item(int n) {
    return new ItemId("item-" + n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 100, 5_000})
  void and_random_holdsWhatAMapWould(int items) {
    SplittableRandom random = new SplittableRandom(items);
    History history = History.EMPTY;
    Map<ItemId, Seen> naive = new HashMap<>();
    for (int n = 0; n < 3 * items; n++) {
      ItemId item = item(random.nextInt(items));
      Seen before = naive.get(item);
      assertThat(history.get(item)).isEqualTo(before);
      assertThat(history.containsKey(item)).isEqualTo(before != null);
      long key = random.nextLong();
      int minute = random.nextInt();
      history = history.and(item, key, minute);
      naive.put(
          item,
          new Seen(key, before == null || minute >= before.latest() ? minute : before.minute()));
      assertThat(history).hasSize(naive.size());
    }
    assertThat(history).isEqualTo(naive);
    assertThat(History.of(naive)).isEqualTo(naive);
    assertThat(history.get(item(items))).isNull();
  }

  @Test
  void and_historiesThatComeOfOneAnother_eachHoldItsOwn() {
    SplittableRandom random = new SplittableRandom(1);
    List<History> histories = new ArrayList<>(List.of(History.EMPTY));
    List<Map<ItemId, Seen>> naive = new ArrayList<>(List.of(Map.of()));
    for (int n = 0; n < 500; n++) {
      int from = random.nextInt(histories.size());
      ItemId item = item(random.nextInt(40));
      histories.add(histories.get(from).and(item, n, n));
      Map<ItemId, Seen> next = new HashMap<>(naive.get(from));
      next.put(item, new Seen(n, n));
      naive.add(next);
    }
    assertThat(histories).isEqualTo(naive);
  }

  @Test
  void and_idsOfOneHash_areToldApart() {
    // "Aa" and "BB" have the same hash, and so have all words of five of them
    List<ItemId> alike =
        IntStream.range(0, 32)
            .mapToObj(Integer::toBinaryString)
            .map(bits -> "00000".substring(bits.length()) + bits)
            .map(bits -> new ItemId(bits.replace("0", "Aa").replace("1", "BB")))
            .toList();
    assertThat(alike).extracting(ItemId::hashCode).containsOnly(alike.get(0).hashCode());
    History history = History.EMPTY;
    for (int n = 0; n < alike.size(); n++) {
      assertThat(history.containsKey(alike.get(n))).isFalse();
      history = history.and(alike.get(n), n, n);
    }
    for (int n = 0; n < alike.size(); n++) {
      assertThat(history.get(alike.get(n))).isEqualTo(new Seen(n, n));
    }
    assertThat(history.items()).containsExactlyInAnyOrderElementsOf(alike);
  }

  @Test
  void minutes_areThoseOfTheItemsInTheirOrder() {
    History history = History.EMPTY;
    for (int n = 0; n < 1_000; n++) {
      history = history.and(item(n), 0, n % 2 == 0 ? n : ~n);
    }
    List<ItemId> items = history.items();
    assertThat(items).hasSize(1_000).doesNotHaveDuplicates();
    for (int n = 0; n < items.size(); n++) {
      assertThat(item(history.minutes().get(n))).isEqualTo(items.get(n));
    }
  }

  @Test
  void and_earlierInteraction_keepsTheLaterMinute() {
    History history = History.EMPTY.and(item(1), 1, 10).and(item(1), 2, 5);
    assertThat(history.get(item(1))).isEqualTo(new Seen(2, 10));
    // not known better than "not after 20", and then at 10: no later than 20 still
    History vague = History.of(Map.of(item(1), new Seen(1, ~20)));
    assertThat(vague.and(item(1), 2, 10).get(item(1))).isEqualTo(new Seen(2, ~20));
    assertThat(vague.and(item(1), 2, 20).get(item(1))).isEqualTo(new Seen(2, 20));
  }
}
