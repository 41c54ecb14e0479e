package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.ItemId;

class SlotTableTest {

  private final Map<ItemId, Integer> slots = new HashMap<>();
  private final List<ItemId> ids = new ArrayList<>(); // by slot, without gaps
  private final SlotTable<ItemId> table = new SlotTable<>(ids::get);

  private void add(ItemId id) {
    slots.put(id, ids.size());
    ids.add(id);
    table.add(id, ids.size() - 1);
  }

  /** The last slot's item takes the place of the one that goes. */
  private void remove(ItemId id) {
    table.remove(table.entry(id));
    int hole = slots.remove(id);
    ItemId last = ids.remove(ids.size() - 1);
    if (!last.equals(id)) {
      table.set(table.entry(last, ids.size()), hole);
      slots.put(last, hole);
      ids.set(hole, last);
    }
  }

  private void assertAgrees(ItemId id) {
    int slot = slots.getOrDefault(id, SlotTable.ABSENT);
    assertThat(table.get(id)).isEqualTo(slot);
    if (slot == SlotTable.ABSENT) {
      assertThat(table.entry(id)).isEqualTo(SlotTable.ABSENT);
    } else {
      assertThat(table.entry(id, slot)).isEqualTo(table.entry(id));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 700, 20_000})
  void table_randomAddsMovesAndRemovals_agreesWithAHashMap(int count) {
    Random random = new Random(count);
    for (int i = 0; i < 100_000; i++) {
      ItemId id = id(random.nextInt(count));
      if (!slots.containsKey(id)) {
        add(id);
      } else if (random.nextInt(3) < 2) {
        remove(id);
      } else {
        swap(id, ids.get(random.nextInt(ids.size())));
      }
    }

    for (int i = 0; i < count; i++) {
      assertAgrees(id(i));
    }
  }

  private void swap(ItemId a, ItemId b) {
    int atA = table.entry(a);
    int atB = table.entry(b);
    int slotA = table.slot(atA);
    int slotB = table.slot(atB);
    table.set(atA, slotB);
    table.set(atB, slotA);
    slots.put(a, slotB);
    slots.put(b, slotA);
    ids.set(slotB, a);
    ids.set(slotA, b);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void table_idsOfOneHash_areStillToldApart(int bits) {
    int count = 1 << bits;
    for (int i = 0; i < count; i++) {
      add(colliding(i, bits));
    }
    for (int i = 0; i < count; i += 3) {
      remove(colliding(i, bits));
    }

    for (int i = 0; i < count; i++) {
      assertAgrees(colliding(i, bits));
    }
    assertThat(slots).hasSize(count - (count + 2) / 3);
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
