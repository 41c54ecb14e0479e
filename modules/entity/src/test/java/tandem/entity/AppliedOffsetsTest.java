package tandem.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.PartitionOffsets;

class AppliedOffsetsTest {

  private static final int WINDOW = 40;

  /** Never forgets: all that was applied, and the highest mark of each log. */
  private static final class Naive {
    private final Set<RecordId> applied = new HashSet<>();
    private final Map<List<Integer>, Long> marks = new HashMap<>();

    private long mark(RecordId id) {
      return marks.getOrDefault(List.of(id.epoch(), id.partition()), 0L);
    }

    boolean contains(RecordId id) {
      return id.offset() < mark(id) || applied.contains(id);
    }

    void add(Delivery delivery) {
      RecordId id = delivery.id();
      applied.add(id);
      marks.merge(List.of(id.epoch(), id.partition()), delivery.lowWater(), Math::max);
    }

    long kept() {
      return applied.stream().filter(id -> id.offset() >= mark(id)).count();
    }
  }

  private static RecordId id(int epoch, int partition, long offset) {
    return new RecordId(epoch, partition, offset);
  }

  private static Delivery delivery(long offset, long lowWater) {
    return new Delivery(id(0, 0, offset), lowWater);
  }

  @Test
  void with_randomSchedules_saysWhatANaiveModelSays() {
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Naive naive = new Naive();
      AppliedOffsets applied = AppliedOffsets.NONE;
      for (int n = 0; n < 400; n++) {
        long base = n / 4;
        RecordId id = id(random.nextInt(3), random.nextInt(3), base + random.nextInt(WINDOW));
        assertThat(applied.contains(id)).isEqualTo(naive.contains(id));
        if (!applied.contains(id) || random.nextInt(8) == 0) {
          // marks go backwards, too: messages overtake each other
          long mark = Math.min(id.offset(), Math.max(0, base - random.nextInt(WINDOW)));
          applied = applied.with(new Delivery(id, mark));
          naive.add(new Delivery(id, mark));
        }
        assertThat(applied.size()).isEqualTo((int) naive.kept());
      }
      for (int probe = 0; probe < 500; probe++) {
        RecordId id = id(random.nextInt(4), random.nextInt(4), random.nextInt(200));
        assertThat(applied.contains(id)).isEqualTo(naive.contains(id));
        assertThat(AppliedOffsets.of(applied.toSnapshot()).contains(id))
            .isEqualTo(applied.contains(id));
      }
    }
  }

  @Test
  void size_marksThatFollow_isBoundedByWhatIsInFlight() {
    AppliedOffsets applied = AppliedOffsets.NONE;
    for (long offset = 0; offset < 10_000; offset++) {
      applied = applied.with(delivery(offset, Math.max(0, offset - WINDOW)));
      assertThat(applied.size()).isLessThanOrEqualTo(WINDOW + 1);
    }
  }

  @Test
  void with_lowerMark_keepsTheHigher() {
    AppliedOffsets applied = AppliedOffsets.NONE.with(delivery(10, 8)).with(delivery(9, 2));
    assertThat(applied.contains(id(0, 0, 7))).isTrue();
    assertThat(applied.contains(id(0, 0, 8))).isFalse();
    assertThat(applied.contains(id(0, 0, 9))).isTrue();
  }

  @Test
  void contains_sameOffsetOfAnotherLog_isFalse() {
    AppliedOffsets applied = AppliedOffsets.NONE.with(delivery(5, 5));
    assertThat(applied.contains(id(0, 0, 5))).isTrue();
    assertThat(applied.contains(id(1, 0, 5))).isFalse();
    assertThat(applied.contains(id(0, 1, 5))).isFalse();
    assertThat(applied.contains(id(1, 0, 0))).isFalse();
  }

  @Test
  void with_leavesTheOriginalAsItWas() {
    AppliedOffsets before = AppliedOffsets.NONE.with(delivery(1, 0));
    before.with(delivery(2, 2));
    assertThat(before.toSnapshot()).containsExactly(new PartitionOffsets(0, 0, 0, List.of(1L)));
  }

  @Test
  void of_offsetsInAnyOrder_areFound() {
    AppliedOffsets applied =
        AppliedOffsets.of(List.of(new PartitionOffsets(2, 1, 3, List.of(9L, 4L, 7L))));
    assertThat(applied.contains(id(2, 1, 4))).isTrue();
    assertThat(applied.contains(id(2, 1, 5))).isFalse();
    assertThat(applied.contains(id(2, 1, 9))).isTrue();
    assertThat(applied.contains(id(2, 1, 2))).isTrue();
  }

  @Test
  void plus_otherMarks_keepsTheHigherOfEachPartitionAndTheOffsetsFromThere() {
    AppliedOffsets here =
        AppliedOffsets.of(
            List.of(
                new PartitionOffsets(0, 0, 3, List.of(4L, 9L)),
                new PartitionOffsets(0, 1, 8, List.of())));
    AppliedOffsets there =
        AppliedOffsets.of(
            List.of(
                new PartitionOffsets(1, 0, 2, List.of(2L)),
                new PartitionOffsets(0, 0, 5, List.of(6L, 9L)),
                new PartitionOffsets(0, 1, 1, List.of(7L, 10L))));

    assertThat(here.plus(there).toSnapshot())
        .containsExactly(
            new PartitionOffsets(0, 0, 5, List.of(6L, 9L)),
            new PartitionOffsets(0, 1, 8, List.of(10L)),
            new PartitionOffsets(1, 0, 2, List.of(2L)));
    assertThat(here.plus(AppliedOffsets.NONE).toSnapshot()).isEqualTo(here.toSnapshot());
    assertThat(AppliedOffsets.NONE.plus(here).toSnapshot()).isEqualTo(here.toSnapshot());
  }

  @Test
  void plus_random_containsWhatEitherDoes() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      AppliedOffsets a = random(random);
      AppliedOffsets b = random(random);
      AppliedOffsets sum = a.plus(b);
      for (int offset = 0; offset < 30; offset++) {
        RecordId id = id(0, offset % 3, offset);
        assertThat(sum.contains(id)).isEqualTo(a.contains(id) || b.contains(id));
      }
    }
  }

  private static AppliedOffsets random(SplittableRandom random) {
    AppliedOffsets applied = AppliedOffsets.NONE;
    for (int n = random.nextInt(12); n > 0; n--) {
      long offset = random.nextInt(30);
      applied =
          applied.with(new Delivery(id(0, random.nextInt(3), offset), random.nextLong(offset + 1)));
    }
    return applied;
  }
}
