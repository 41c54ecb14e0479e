package tandem.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {

  @Test
  void add_moreThanTheDepth_forgetsTheOldestOfThatUserOnly() {
    Recent recent = new Recent(2, 2);
    recent.add(0, 7);
    recent.add(1, 7);
    recent.add(1, 8);
    recent.add(1, 9);

    assertThat(recent.contains(0, 7)).isTrue();
    assertThat(recent.contains(1, 7)).isFalse();
    assertThat(recent.contains(1, 8)).isTrue();
    assertThat(recent.contains(1, 9)).isTrue();
  }

  @Test
  void add_depthZero_remembersNothing() {
    Recent recent = new Recent(1, 0);
    recent.add(0, 0);

    assertThat(recent.contains(0, 0)).isFalse();
  }
}
