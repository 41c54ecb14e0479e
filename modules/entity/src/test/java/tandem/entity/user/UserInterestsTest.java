package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.user.UserFixture.answer;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.user.UserEntity.Outcome;
import tandem.model.ItemId;
import tandem.protocol.journal.Receipt;

/** Which of the items that a user took travel with what it takes next. */
class UserInterestsTest {

  private static final EntityKit KIT = new EntityKit();

  private final UserFixture f = new UserFixture(KIT, EntityKit.SETTINGS);
  private long offset;

  @AfterEach
  void openGate() {
    KIT.gate().open();
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private static List<ItemId> ids(String... ids) {
    return Stream.of(ids).map(ItemId::new).toList();
  }

  /** Takes an item, to the acknowledgement; what travelled with it. */
  private List<ItemId> take(String item, String type) {
    offset++;
    f.user.tell(f.observe(offset, item, type, null, offset, null));
    var pull = f.pull(offset);
    answer(pull, 0.5f);
    f.observed(offset, Outcome.LEARNED);
    return pull.recent();
  }

  @Test
  void pull_travelsWithTheNewestOthersNewestFirst() {
    assertThat(take("a", "purchase")).isEmpty();
    assertThat(take("b", "view")).isEqualTo(ids("a"));
    assertThat(take("c", "view")).isEqualTo(ids("b", "a"));
    assertThat(take("b", "view")).isEqualTo(ids("c", "a"));
    assertThat(take("d", "view")).isEqualTo(ids("b", "c", "a"));
    assertThat(f.profile().interests()).isEqualTo(ids("d", "b", "c", "a"));
  }

  @Test
  void pull_withoutInterest_travelsWithNothingAndIsNoneAfterwards() {
    take("a", "purchase");
    assertThat(take("b", "dislike")).isEmpty();
    assertThat(take("c", "purchase")).isEqualTo(ids("a"));
    assertThat(f.profile().interests()).isEqualTo(ids("c", "a"));
    assertThat(f.profile().recent()).isEqualTo(ids("c", "b", "a"));
    assertThat(KIT.events(f.id).get(1).steps().get(0).casual()).isTrue();
  }

  @Test
  void pull_ratings_travelFromTheConfiguredShareOfTheScaleOn() {
    double[] values = {5.0, 3.0, 4.5};
    for (double value : values) {
      offset++;
      f.user.tell(f.observe(offset, "r" + offset, "rating", value, offset, null));
      answer(f.pull(offset), 0.5f);
      f.observed(offset, Outcome.LEARNED);
    }
    assertThat(take("x", "purchase")).isEqualTo(ids("r3", "r1"));
  }

  @Test
  void pull_more_travelAsManyAsAreCounted() {
    for (int n = 0; n < 24; n++) {
      take("i" + n, "view");
    }
    assertThat(take("x", "view"))
        .hasSize(EntityKit.SETTINGS.cooccurrence().recent())
        .startsWith(new ItemId("i23"), new ItemId("i22"));
    assertThat(f.profile().interests()).hasSize(UserState.RECENT);
  }

  @Test
  void pull_whileTheStepBeforeIsWritten_hasIt() {
    take("z", "view");
    KIT.gate().hold();
    f.user.tell(f.observe(2, "a", "view", null, 2, null));
    f.user.tell(f.observe(3, "b", "view", null, 3, null));
    f.user.tell(f.observe(4, "c", "view", null, 4, null));
    answer(f.pull(2), 0.5f);
    var second = f.pull(3);
    assertThat(second.recent()).isEqualTo(ids("a", "z"));
    answer(second, 0.5f);
    assertThat(f.pull(4).recent()).isEqualTo(ids("b", "a", "z"));
    KIT.gate().open();
  }

  @Test
  void restart_anyUser_goesOnFromItsJournal() {
    take("a", "purchase");
    take("b", "dislike");
    f.stopAndAwait();
    f.user = f.start();
    assertThat(take("c", "purchase")).isEqualTo(ids("a"));
  }

  @Test
  void erase_anyUser_forgetsThem() {
    take("a", "purchase");
    f.user.tell(new UserEntity.Erase(new Receipt("r", 1), List.of(), f.stream.ref().narrow()));
    EntityKit.success(f.stream, UserEntity.Erasure.class);
    offset++;
    f.user.tell(f.observe(offset, "b", "purchase", null, offset, null));
    assertThat(f.pull(offset).recent()).isEmpty();
  }
}
