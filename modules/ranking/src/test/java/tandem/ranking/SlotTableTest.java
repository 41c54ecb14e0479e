package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.ItemId;

class SlotTableTest {

  @ParameterizedTest
  @ValueSource(ints = {20, 700, 20_000})
  void table_randomPutsAndRemovals_agreesWithAHashMap(int ids) {
    Random random = new Random(ids);
    SlotTable<ItemId> table = new SlotTable<>();
    Map<ItemId, Integer> map = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      ItemId id = id(random.nextInt(ids));
      if (random.nextInt(5) < 2) {
        table.remove(id);
        map.remove(id);
      } else {
        table.put(id, i);
        map.put(id, i);
      }
    }

    for (int i = 0; i < ids; i++) {
      assertThat(table.get(id(i))).isEqualTo(map.getOrDefault(id(i), SlotTable.ABSENT));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void table_idsOfOneHash_areStillToldApart(int bits) {
    SlotTable<ItemId> table = new SlotTable<>();
    int count = 1 << bits;
    for (int i = 0; i < count; i++) {
      table.put(colliding(i, bits), i);
    }
    for (int i = 0; i < count; i += 3) {
      table.remove(colliding(i, bits));
    }

    for (int i = 0; i < count; i++) {
      assertThat(table.get(colliding(i, bits))).isEqualTo(i % 3 == 0 ? SlotTable.ABSENT : i);
    }
  }

  /** "Aa" and "BB" have the same hash, and so have all strings that are made of them. */
  private static ItemId colliding(int n, int bits) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < bits; bit++) {
      text.append((n >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return new ItemId(text.toString());
  }

  private static ItemId id(int n) {
    return new ItemId("i" + n);
  }
}
