package tandem.entity.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.model.ItemId;

final class PagedListTest {

  private static final ActorTestKit KIT =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration TTL = Duration.ofMinutes(30);
  private static final PagedList.Asked ASKED = new PagedList.Asked("user", "ann", "k=2", "");

  private final TestProbe<PagedList.Noted> noted = KIT.createTestProbe();
  private final TestProbe<PagedList.Shown> shown = KIT.createTestProbe();
  private final ActorRef<PagedList.Command> list = KIT.spawn(PagedList.create(TTL));

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private static List<ItemId> items(String... ids) {
    return Stream.of(ids).map(ItemId::new).toList();
  }

  private boolean open(String... ids) {
    list.tell(new PagedList.Open(ASKED, items(ids), noted.ref()));
    return noted.receiveMessage().taken();
  }

  private boolean show(int pages, String... ids) {
    list.tell(new PagedList.Show(pages, items(ids), noted.ref()));
    return noted.receiveMessage().taken();
  }

  private PagedList.Shown shown() {
    list.tell(new PagedList.GetShown(shown.ref()));
    return shown.receiveMessage();
  }

  @Test
  void show_pages_areGathered() {
    assertThat(open("a", "b")).isTrue();
    assertThat(show(1, "c")).isTrue();
    assertThat(shown()).isEqualTo(new PagedList.Shown(Optional.of(ASKED), 2, items("a", "b", "c")));
  }

  @Test
  void show_byWhoDoesNotKnowAllPages_isNotTaken() {
    open("a");
    assertThat(show(1, "b")).isTrue();
    assertThat(show(1, "b")).isFalse();
    assertThat(open("z")).isFalse();
    assertThat(shown().items()).isEqualTo(items("a", "b"));
  }

  @Test
  void getShown_neverBegun_isNothingAndStops() {
    assertThat(shown().asked()).isEmpty();
    shown.expectTerminated(list);
  }

  @Test
  void show_neverBegun_isNotTakenAndStops() {
    assertThat(show(0, "a")).isFalse();
    noted.expectTerminated(list);
  }

  @Test
  void time_afterTheLastPage_endsIt() {
    open("a");
    TIME.timePasses(TTL.minusMinutes(1));
    assertThat(show(1, "b")).isTrue();
    TIME.timePasses(TTL.minusMinutes(1));
    assertThat(shown().items()).hasSize(2); // to look is not to go on
    TIME.timePasses(Duration.ofMinutes(2));
    shown.expectTerminated(list);
  }

  @Test
  void settings_defaultsAndBounds() {
    assertThat(ListSettings.of(ConfigFactory.load())).isEqualTo(new ListSettings(TTL, 10_000));
    assertThatThrownBy(() -> new ListSettings(Duration.ZERO, 1)).hasMessageContaining("paging-ttl");
    assertThatThrownBy(() -> new ListSettings(TTL, 0)).hasMessageContaining("max-open");
  }
}
