package tandem.entity.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.SetClock;
import tandem.model.ItemId;

final class PagedListsTest {

  private static final ActorTestKit KIT =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration TTL = Duration.ofMinutes(30);
  private static final PagedLists.Asked ASKED = new PagedLists.Asked("user", "ann", "k=2", "");

  private final TestProbe<PagedLists.Noted> noted = KIT.createTestProbe();
  private final TestProbe<PagedLists.Shown> shown = KIT.createTestProbe();
  private final AtomicInteger held = new AtomicInteger();
  private final SetClock clock = new SetClock(Instant.EPOCH);
  private final ActorRef<PagedLists.Command> lists = shard();

  private ActorRef<PagedLists.Command> shard() {
    return KIT.spawn(PagedLists.create(new ListSettings(TTL, 3), held, clock));
  }

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private static List<ItemId> items(String... ids) {
    return Stream.of(ids).map(ItemId::new).toList();
  }

  private boolean open(String list, String... ids) {
    lists.tell(new PagedLists.Open(list, ASKED, items(ids), noted.ref()));
    return noted.receiveMessage().taken();
  }

  private boolean show(String list, int pages, String... ids) {
    lists.tell(new PagedLists.Show(list, pages, items(ids), noted.ref()));
    return noted.receiveMessage().taken();
  }

  private PagedLists.Shown shown(String list) {
    lists.tell(new PagedLists.GetShown(list, shown.ref()));
    return shown.receiveMessage();
  }

  private boolean isThere(String list) {
    return shown(list).asked().isPresent();
  }

  private void pass(Duration time) {
    clock.set(clock.instant().plus(time));
    TIME.timePasses(time);
  }

  @Test
  void show_pages_areGathered() {
    assertThat(open("l", "a", "b")).isTrue();
    assertThat(show("l", 1, "c")).isTrue();
    assertThat(open("other", "d")).isTrue();
    assertThat(shown("l"))
        .isEqualTo(new PagedLists.Shown(Optional.of(ASKED), 2, items("a", "b", "c")));
  }

  @Test
  void show_byWhoDoesNotKnowAllPages_isNotTaken() {
    open("l", "a");
    assertThat(show("l", 1, "b")).isTrue();
    assertThat(show("l", 1, "b")).isFalse();
    assertThat(open("l", "z")).isFalse();
    assertThat(shown("l").items()).isEqualTo(items("a", "b"));
    assertThat(held).hasValue(1);
  }

  @Test
  void ask_unknownLists_takesNoPlace() {
    for (String list : List.of("a", "b", "c")) {
      open(list, "x");
    }
    for (int n = 0; n < 100; n++) {
      assertThat(shown("unknown" + n))
          .isEqualTo(new PagedLists.Shown(Optional.empty(), 0, List.of()));
      assertThat(show("unknown" + n, 0, "x")).isFalse();
    }
    assertThat(held).hasValue(3);
    assertThat(List.of("a", "b", "c")).allMatch(this::isThere);
  }

  @Test
  void open_moreThanTheNodeHolds_endsTheOneWhoseLastPageIsLongestAgo() {
    open("a", "x");
    open("b", "x");
    open("c", "x");
    show("a", 1, "y");
    assertThat(open("d", "x")).isTrue();

    assertThat(List.of("a", "c", "d")).allMatch(this::isThere);
    assertThat(isThere("b")).isFalse();
    assertThat(held).hasValue(3);
  }

  @Test
  void open_nodeIsFullOfListsOfOtherShards_isHeld() {
    held.set(3);
    assertThat(open("a", "x")).isTrue();
    assertThat(isThere("a")).isTrue();
    assertThat(open("b", "x")).isTrue();
    assertThat(isThere("a")).isFalse();
    assertThat(held).hasValue(4);
  }

  @Test
  void time_afterTheLastPage_endsIt() {
    open("l", "a");
    pass(TTL.minusMinutes(1));
    assertThat(show("l", 1, "b")).isTrue();
    pass(TTL.minusMinutes(1));
    assertThat(shown("l").items()).hasSize(2); // to look is not to go on
    pass(Duration.ofMinutes(1));
    assertThat(isThere("l")).isFalse();
    assertThat(held).hasValue(0);
  }

  @Test
  void time_nobodyAsks_endsItAllTheSame() {
    open("l", "a");
    pass(TTL.minusMinutes(1));
    open("m", "a");
    pass(Duration.ofMinutes(1));
    noted.awaitAssert(
        () -> {
          assertThat(held).hasValue(1);
          return null;
        });
    pass(TTL);
    noted.awaitAssert(
        () -> {
          assertThat(held).hasValue(0);
          return null;
        });
  }

  @Test
  void stop_withLists_theNodeHoldsThemNoMore() {
    open("a", "x");
    open("b", "x");
    KIT.stop(lists);
    assertThat(held).hasValue(0);
  }

  @Test
  void settings_defaultsAndBounds() {
    assertThat(ListSettings.of(ConfigFactory.load())).isEqualTo(new ListSettings(TTL, 10_000));
    assertThatThrownBy(() -> new ListSettings(Duration.ZERO, 1)).hasMessageContaining("paging-ttl");
    assertThatThrownBy(() -> new ListSettings(TTL, 0)).hasMessageContaining("max-open");
  }
}
