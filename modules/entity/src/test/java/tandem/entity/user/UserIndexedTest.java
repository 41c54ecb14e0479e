package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.user.UserFixture.answer;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.index.IndexedUser;
import tandem.protocol.journal.Receipt;

/** What a user tells the index of users. */
class UserIndexedTest {

  private static final EntityKit KIT = new EntityKit();

  private final UserFixture f = new UserFixture(KIT, EntityKit.withSimilarUsers());

  @AfterEach
  void openGate() {
    KIT.gate().open();
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private void erase() {
    f.user.tell(new UserEntity.Erase(new Receipt("r", 1), List.of(), f.stream.ref().narrow()));
    EntityKit.success(f.stream, UserEntity.Erasure.class);
  }

  private IndexedUser told() {
    return f.crowd.receiveMessage();
  }

  @Test
  void learn_durable_tellsTheVector() {
    f.learn(0, "i0");
    assertThat(told()).isEqualTo(new IndexedUser(f.id, 1, f.profile().factors().vector()));
    f.learn(1, "i1");
    assertThat(told()).isEqualTo(new IndexedUser(f.id, 2, f.profile().factors().vector()));
  }

  @Test
  void learn_notDurableYet_tellsNothing() {
    assertThat(f.profile().isKnown()).isFalse(); // it has started: the gate holds reads, too
    KIT.gate().hold();
    f.user.tell(f.rating(0, "i0"));
    answer(f.pull(0), 0.5f);
    assertThat(f.profile().isKnown()).isFalse(); // the answer has come, the write has not ended
    f.crowd.expectNoMessage();
    KIT.gate().open();
    assertThat(told().sequence()).isEqualTo(1);
  }

  @Test
  void erase_isToldAsNobodyBeforeItIsAnswered() {
    f.learn(0, "i0");
    told();
    erase();
    assertThat(told()).isEqualTo(IndexedUser.unknown(f.id, 2));
    f.learn(1, "i1");
    assertThat(told()).isEqualTo(new IndexedUser(f.id, 3, f.profile().factors().vector()));
  }

  @Test
  void start_tellsAgain_soThatALostMessageIsMadeUpFor() {
    f.learn(0, "i0");
    IndexedUser before = told();
    f.stopAndAwait();
    f.user = f.start();
    assertThat(told()).isEqualTo(before);
    erase();
    told();
    f.stopAndAwait();
    f.user = f.start();
    assertThat(told()).isEqualTo(IndexedUser.unknown(f.id, 2));
  }

  @Test
  void start_nothingJournaled_tellsNothing() {
    assertThat(f.profile().isKnown()).isFalse();
    f.crowd.expectNoMessage();
  }

  @Test
  void learn_noIndexOfUsers_tellsNothing() {
    UserFixture off = new UserFixture(KIT, EntityKit.SETTINGS);
    off.learn(0, "i0");
    off.stopAndAwait();
    off.user = off.start();
    assertThat(off.profile().isKnown()).isTrue();
    off.crowd.expectNoMessage();
  }
}
