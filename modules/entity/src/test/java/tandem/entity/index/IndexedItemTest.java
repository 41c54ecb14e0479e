package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.entity.item.ItemState;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

class IndexedItemTest {

  private static final ItemId ID = new ItemId("i");
  private static final ItemDescription DESCRIPTION = new ItemDescription("t", List.of(), false);

  private final ItemState fresh = ItemState.fresh(new Factors(FactorVector.of(1f), 0f, 0f, 0));

  private static ItemEvent.Learned learned(int count) {
    return new ItemEvent.Learned(
        List.of(), new Factors(FactorVector.of(count), count, count, count), count);
  }

  @Test
  void apply_newestEventOfEachKind_isTheItemsState() {
    List<ItemEvent> history =
        List.of(
            learned(1),
            new ItemEvent.Described(DESCRIPTION),
            new ItemEvent.Removed(),
            learned(2),
            new ItemEvent.Described(new ItemDescription("u", List.of(), true)),
            learned(3));
    ItemState state = fresh;
    for (int n = 0; n < history.size(); n++) {
      state = state.apply(history.get(n));
      IndexedItem row = IndexedItem.of(ID, 0, fresh);
      for (int e = 0; e <= n; e++) {
        if (isNewestOfItsKind(history.subList(0, n + 1), e)) {
          row = row.apply(e + 1, history.get(e));
        }
      }
      assertThat(row).isEqualTo(IndexedItem.of(ID, n + 1, state));
    }
  }

  private static boolean isNewestOfItsKind(List<ItemEvent> history, int at) {
    return history.subList(at + 1, history.size()).stream()
        .noneMatch(later -> later.getClass() == history.get(at).getClass());
  }

  @Test
  void apply_eventThatItHolds_changesNothing() {
    IndexedItem row = IndexedItem.of(ID, 4, fresh);
    assertThat(row.apply(4, learned(9))).isEqualTo(row);
    assertThat(row.apply(3, new ItemEvent.Removed())).isEqualTo(row);
    assertThat(row.apply(5, new ItemEvent.Removed()).isListed()).isFalse();
  }
}
