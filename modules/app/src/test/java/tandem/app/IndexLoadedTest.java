package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import tandem.model.ModelName;
import tandem.protocol.http.Readiness.Check;

final class IndexLoadedTest {

  private static final ModelName OTHER = new ModelName("other");

  private final IndexLoaded index = new IndexLoaded();

  private Check judge(Integer... loaded) {
    return index.judge(ModelName.MAIN, 4, Set.of(loaded));
  }

  @Test
  void judge_partitionNeverSeen_isNotReady() {
    assertThat(judge(0, 1, 2))
        .isEqualTo(new Check("index", false, "3 of 4 partitions loaded, 1 not seen so far."));
  }

  @Test
  void judge_eachSeenOnce_staysReadyWithHalfOfThem() {
    judge(0, 1, 2);
    assertThat(judge(2, 3)).isEqualTo(new Check("index", true, "2 of 4 partitions loaded."));
  }

  @Test
  void judge_mostAway_isNotReady() {
    judge(0, 1, 2, 3);
    assertThat(judge(3)).isEqualTo(new Check("index", false, "1 of 4 partitions loaded."));
  }

  @Test
  void judge_anotherModel_beginsAnew() {
    judge(0, 1, 2, 3);
    assertThat(index.judge(OTHER, 4, Set.of(0, 1)).ok()).isFalse();
    assertThat(judge(0, 1).ok()).isFalse();
  }
}
