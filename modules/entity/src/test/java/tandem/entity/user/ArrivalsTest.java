package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tandem.entity.AppliedOffsets;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;

class ArrivalsTest {

  private final Arrivals<Came> arrivals = new Arrivals<>();

  private record Came(RecordId id, Optional<RecordId> previous) implements Arrivals.Arrival {}

  private static RecordId id(long offset) {
    return new RecordId(0, 0, offset);
  }

  private void add(long offset) {
    arrivals.add(new Came(id(offset), Optional.empty()), AppliedOffsets.NONE);
  }

  private void addAfter(long previous, long offset) {
    add(previous, offset, AppliedOffsets.NONE);
  }

  private void add(long previous, long offset, AppliedOffsets journaled) {
    arrivals.add(new Came(id(offset), Optional.of(id(previous))), journaled);
  }

  private List<Long> queue() {
    List<Long> offsets = new ArrayList<>();
    for (Came next = arrivals.next(); next != null; next = arrivals.next()) {
      offsets.add(next.id().offset());
    }
    return offsets;
  }

  @Test
  void add_inOrder_isQueuedAtOnce() {
    add(1);
    addAfter(1, 4);
    assertThat(queue()).containsExactly(1L, 4L);
  }

  @Test
  void add_previousUnknown_waitsForIt() {
    addAfter(2, 3);
    addAfter(1, 2);
    assertThat(queue()).isEmpty();
    assertThat(arrivals.get(id(3))).isNull();
    assertThat(arrivals.taken()).isEmpty();
    add(1);
    assertThat(queue()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void add_previousTakenOffTheQueueOrJournaled_isQueuedAtOnce() {
    add(1);
    queue();
    addAfter(1, 2);
    assertThat(queue()).containsExactly(2L);
    arrivals.remove(id(1));
    arrivals.remove(id(2));
    add(2, 3, AppliedOffsets.NONE.with(new Delivery(id(2), 0)));
    assertThat(queue()).containsExactly(3L);
  }

  @Test
  void add_waitingRecordAgain_isQueuedOnce() {
    addAfter(1, 2);
    addAfter(1, 2);
    add(2); // its previous was acknowledged meanwhile
    add(1);
    assertThat(queue()).containsExactly(2L, 1L);
  }

  @Test
  void requeue_someJournaled_setsOutTheOthersInTheOrderOfTaking() {
    add(1);
    add(2);
    add(3);
    addAfter(7, 8);
    arrivals.next();
    arrivals.next();
    arrivals.requeue(record -> record.id().offset() == 1);
    assertThat(queue()).containsExactly(2L, 3L);
    assertThat(arrivals.get(id(1))).isNull();
    add(7);
    assertThat(queue()).containsExactly(7L, 8L);
  }

  @Test
  void giveUp_taken_letsThoseGoOnThatWaitForIt() {
    addAfter(1, 2);
    add(1);
    assertThat(queue()).containsExactly(1L, 2L);
    arrivals.requeue(record -> false);
    arrivals.next();
    addAfter(2, 3);
    arrivals.giveUp(id(1));
    assertThat(arrivals.get(id(1))).isNull();
    addAfter(1, 4); // sent before that was known
    arrivals.giveUp(id(1));
    assertThat(queue()).containsExactly(2L, 3L, 4L);
  }

  @Test
  void clear_takenAndWaiting_givesAllAndForgetsIt() {
    add(1);
    addAfter(7, 8);
    assertThat(arrivals.clear()).extracting(came -> came.id().offset()).containsExactly(1L, 8L);
    assertThat(arrivals.clear()).isEmpty();
    add(7);
    assertThat(queue()).containsExactly(7L);
  }
}
