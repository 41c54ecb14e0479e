package tandem.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tandem.entity.Awake.Seat;

class AwakeTest {

  private final List<String> bySharding = new ArrayList<>();
  private final Set<String> aside = new HashSet<>();
  private final Awake<String> awake = new Awake<>((id, message) -> bySharding.add(id + message));
  private final TestInbox<String> entity = TestInbox.create();

  private Seat<String> seat(String id) {
    return awake.seat(id, entity.getRef(), () -> aside.add(id));
  }

  private Seat<String> taken(String id) {
    Seat<String> seat = seat(id);
    seat.take();
    return seat;
  }

  @Test
  void tell_seatIsTaken_goesToTheEntity() {
    taken("a");
    awake.tell("a", "hello");
    assertThat(entity.getAllReceived()).containsExactly("hello");
    assertThat(bySharding).isEmpty();
  }

  @Test
  void tell_seatIsNotTakenYet_goesBySharding() {
    var unused = seat("a");
    awake.tell("a", "hello");
    assertThat(entity.hasMessages()).isFalse();
    assertThat(bySharding).containsExactly("ahello");
  }

  @Test
  void tell_entityHasLeft_goesBySharding() {
    Seat<String> seat = taken("a");
    assertThat(seat.leave()).isTrue();
    assertThat(seat.leave()).isFalse();
    awake.tell("a", "hello");
    assertThat(bySharding).containsExactly("ahello");
  }

  @Test
  void tellAgain_seatIsTaken_goesBySharding() {
    taken("a");
    awake.tellAgain("a", "hello");
    assertThat(entity.hasMessages()).isFalse();
    assertThat(bySharding).containsExactly("ahello");
  }

  @Test
  void take_oneOfTheSameIdHasEndedWithoutAWord_isInItsPlace() {
    Seat<String> ended = taken("a");
    TestInbox<String> next = TestInbox.create();
    Seat<String> seat = awake.seat("a", next.getRef(), () -> {});
    seat.take();
    assertThat(ended.leave()).isFalse();
    awake.tell("a", "hello");
    assertThat(next.getAllReceived()).containsExactly("hello");
    assertThat(seat.leave()).isTrue();
  }

  @Test
  void take_again_changesNothing() {
    awake.keep(1);
    Seat<String> seat = taken("a");
    seat.take();
    assertThat(aside).isEmpty();
    assertThat(seat.leave()).isTrue();
  }

  @Test
  void take_beyondTheLimit_putsThoseAsideThatWereUsedLongAgo() {
    awake.keep(100);
    List<Seat<String>> busy = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      busy.add(taken("busy" + n));
    }
    for (int n = 0; n < 1_000; n++) {
      taken("n" + n);
      busy.forEach(Seat::touch);
    }
    assertThat(aside).hasSize(910).doesNotContain("busy0", "busy9", "n999");
    awake.tell("n999", "hello");
    assertThat(entity.getAllReceived()).containsExactly("hello");
    awake.tell(aside.iterator().next(), "hello");
    assertThat(bySharding).hasSize(1);
  }

  @Test
  void take_wasPutAside_isAwakeAgain() {
    awake.keep(1);
    Seat<String> first = taken("a");
    taken("b");
    taken("c");
    assertThat(aside).contains("a");
    first.take();
    awake.tell("a", "hello");
    assertThat(entity.getAllReceived()).containsExactly("hello");
  }

  @Test
  void sweep_entityIsNotUsedBetweenTwo_isPutAside() {
    taken("idle");
    Seat<String> used = taken("used");
    awake.sweep();
    assertThat(aside).isEmpty();
    used.touch();
    taken("new");
    awake.sweep();
    assertThat(aside).containsExactly("idle");
    awake.sweep();
    assertThat(aside).containsExactlyInAnyOrder("idle", "used", "new");
  }
}
