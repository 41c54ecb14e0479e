package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.pattern.StatusReply;
import java.io.NotSerializableException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.user.UserEntity.Standing;
import tandem.protocol.journal.Receipt;

/** Those who follow a user are told once of each move. */
class UserFollowTest {

  private static final EntityKit KIT = new EntityKit();
  private static final int MOST = 1_000;

  private final UserFixture f = new UserFixture(KIT, EntityKit.SETTINGS);
  private final TestProbe<Object> follower = KIT.probe();

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private void follow(String name, long known) {
    f.user.tell(new UserEntity.Follow(name, known, follower.ref().narrow()));
  }

  private Standing standing() {
    return EntityKit.success(follower, Standing.class);
  }

  @Test
  void follow_withoutAVersion_isAnsweredAtOnce() {
    follow("a", -1);
    Standing unknown = standing();
    assertThat(unknown.events()).isZero();
    assertThat(unknown.erased()).isFalse();
    f.learn(0, "i0");
    follow("a", unknown.version());
    assertThat(standing().events()).isEqualTo(1);
  }

  @Test
  void follow_knownVersion_isAnsweredWhenSomethingIsDurable() {
    f.learn(0, "i0");
    follow("a", -1);
    Standing before = standing();
    follow("a", before.version());
    f.profile();
    follower.expectNoMessage(Duration.ZERO);
    f.learn(1, "i1");
    Standing after = standing();
    assertThat(after.events()).isEqualTo(2);
    assertThat(after.version()).isNotEqualTo(before.version());
  }

  @Test
  void follow_again_standsForTheQuestionBefore() {
    follow("a", -1);
    long version = standing().version();
    follow("a", version);
    follow("a", version);
    follow("b", version);
    f.learn(0, "i0");
    standing();
    standing();
    f.learn(1, "i1");
    follower.expectNoMessage(Duration.ZERO);
  }

  @Test
  void erasure_isAMove() {
    f.learn(0, "i0");
    follow("a", -1);
    follow("a", standing().version());
    f.user.tell(new UserEntity.Erase(new Receipt("r", 1), List.of(), f.stream.ref().narrow()));
    Standing erased = standing();
    assertThat(erased.erased()).isTrue();
    assertThat(erased.events()).isZero();
  }

  @Test
  void stop_answersThatTheyAskTheNextLife() {
    f.learn(0, "i0");
    follow("a", -1);
    Standing before = standing();
    follow("a", before.version());
    f.stopAndAwait();
    assertThat(standing()).isEqualTo(before);
    f.user = f.start();
    follow("a", -1);
    assertThat(standing()).as("after recovery").isEqualTo(before);
  }

  @Test
  void tooMany_theOldestIsNotAnswered() {
    follow("a", -1);
    long version = standing().version();
    for (int n = 0; n <= MOST; n++) {
      follow("f" + n, version);
    }
    f.learn(0, "i0");
    for (int n = 0; n < MOST; n++) {
      standing();
    }
    f.profile();
    follower.expectNoMessage(Duration.ZERO);
  }

  @Test
  void unreadableJournal_isRefused() {
    f.learn(0, "i0");
    f.stopAndAwait();
    KIT.gate().failReads("user|" + f.id, new NotSerializableException("damaged"));
    f.user = f.start();
    follow("a", -1);
    assertThat(((StatusReply<?>) follower.receiveMessage()).isError()).isTrue();
    KIT.gate().mend("user|" + f.id);
  }
}
