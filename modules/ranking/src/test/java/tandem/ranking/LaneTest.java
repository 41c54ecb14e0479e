package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.ItemId;

class LaneTest {

  private static final float[] QUERY = {3, 4};
  private static final float LARGEST_BIAS = 10;

  private final float[] maxima = new float[Block.SLOTS / 2];
  private final Lane<ItemId, String> lane =
      lane(ListQuery.byInnerProduct(FactorVector.of(QUERY), 2, Set.of()));

  private static Lane<ItemId, String> lane(ListQuery<ItemId, String> query) {
    return new Lane<>(
        query,
        QUERY,
        query.k(),
        new BitSet(),
        SlotPenalties.of(Penalties.none(), new SlotTable<>(LaneTest::noItem)),
        LARGEST_BIAS,
        new float[Block.SLOTS]);
  }

  private static ItemId noItem(int slot) {
    throw new AssertionError(slot);
  }

  /** A block of one item of that length, which points where the query does. */
  private static Block<ItemId, String> block(String id, float length, float bias) {
    Block<ItemId, String> block =
        new Block<>(QUERY.length, new Block.Layout<>(ObjectNotes::new, n -> 1));
    FactorVector vector = FactorVector.of(0.6f * length, 0.8f * length);
    PackedItem<ItemId, String> item = new PackedItem<>(new ItemId(id), vector, bias, 0, "");
    block.set(0, item.id(), item, length);
    return block;
  }

  private void score(Block<ItemId, String> block, int first) {
    assertThat(lane.start(block, first, 1, maxima)).isTrue();
    Products.add(new float[][] {QUERY}, 1, block.rows(), 1, new float[][] {lane.scores()});
    lane.finish(block, first, 1, maxima);
  }

  @Test
  void start_blockThatCannotReachTheWorstInTheList_isNotScored() {
    score(block("a", 2, 0), 0);
    score(block("b", 0, 1), 1024);
    assertThat(lane.start(block("c", 0.19f, 0), 2048, 1, maxima)).isFalse();
    assertThat(lane.start(block("d", 0, 0.99f), 3072, 1, maxima)).isFalse();
    score(block("e", 0.1f, 0.6f), 4096);

    assertThat(lane.list())
        .containsExactly(new Scored<>(new ItemId("a"), 10), new Scored<>(new ItemId("e"), 1.1f));
  }

  @Test
  void start_tieOrRoundingError_isScored() {
    score(block("b", 2, 0), 0);
    score(block("c", 2, 0), 1024);
    score(block("a", 2, 0), 2048);
    assertThat(lane.start(block("d", Math.nextDown(2f), 0), 3072, 1, maxima)).isTrue();

    assertThat(lane.list())
        .extracting(Scored::item)
        .isEqualTo(List.of(new ItemId("a"), new ItemId("b")));
  }

  @Test
  void start_nothingWanted_needsNoProducts() {
    for (ListQuery<ItemId, String> query :
        List.of(
            ListQuery.<ItemId, String>byInnerProduct(FactorVector.of(QUERY), 0, Set.of()),
            ListQuery.<ItemId, String>byCosine(FactorVector.of(QUERY), 0, Set.of()),
            ListQuery.<ItemId, String>byNumber(0, 1, Set.of()))) {
      assertThat(lane(query).start(block("a", 2, 0), 0, 1, maxima)).isFalse();
    }
  }
}
