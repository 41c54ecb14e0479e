package tandem.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private final GroupCommit<String> commit = new GroupCommit<>(Duration.ZERO);

  @Test
  void start_entriesOfTheMeantime_goIntoTheNextWrite() {
    commit.add("a");
    assertThat(commit.start()).containsExactly("a");
    commit.add("b");
    commit.add("c");
    assertThat(commit.isDue()).isFalse();
    assertThat(commit.finish()).containsExactly("a");
    assertThat(commit.isDue()).isTrue();
    assertThat(commit.start()).containsExactly("b", "c");
    assertThat(commit.finish()).containsExactly("b", "c");
    assertThat(commit.isIdle()).isTrue();
  }

  @Test
  void isIdle_whileSomethingWaitsOrIsWritten_isFalse() {
    assertThat(commit.isIdle()).isTrue();
    commit.add("a");
    assertThat(commit.isIdle()).isFalse();
    commit.start();
    assertThat(commit.isIdle()).isFalse();
    commit.finish();
    assertThat(commit.isIdle()).isTrue();
  }

  @Test
  void start_whileWritingOrWithNothing_isRefused() {
    assertThatThrownBy(commit::start).isInstanceOf(IllegalStateException.class);
    commit.add("a");
    commit.start();
    commit.add("b");
    assertThatThrownBy(commit::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void toLinger_firstWriteOrUrgentOne_isNotPositive() {
    GroupCommit<String> lingering = new GroupCommit<>(Duration.ofHours(1));
    lingering.add("a");
    assertThat(lingering.toLinger()).isNotPositive();
    lingering.start();
    lingering.finish();
    lingering.add("b");
    assertThat(lingering.toLinger()).isBetween(1L, Duration.ofHours(1).toNanos());
    lingering.hurry();
    assertThat(lingering.toLinger()).isNotPositive();
    lingering.start();
    assertThat(lingering.toLinger()).isPositive();
  }

  @Test
  void toLinger_withoutLinger_is0() {
    commit.add("a");
    commit.start();
    assertThat(commit.toLinger()).isZero();
  }

  @Test
  void reset_anything_forgetsAll() {
    commit.add("a");
    commit.start();
    commit.add("b");
    commit.reset();
    assertThat(commit.isIdle()).isTrue();
    assertThat(commit.finish()).isEmpty();
    commit.add("c");
    assertThat(commit.start()).containsExactly("c");
  }
}
