package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tandem.app.evaluate.Events.event;

import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatRankingTest {

  private static final long DAY = 86_400;

  /** Of a, who took x on the first and the third day and y on the second; b comes on the fourth. */
  @Test
  void score_itemsOfTheUser_areTheSumOfThePowersOfTheirAges() {
    EventLog log =
        EventLog.inOrder(
            List.of(
                event("a", "x", 5.0, 0),
                event("a", "y", 5.0, DAY),
                event("a", "x", 5.0, 2 * DAY),
                event("b", "z", 5.0, 3 * DAY)));
    RepeatRanking ranking = new RepeatRanking(log);
    for (int e = 0; e < log.size(); e++) {
      ranking.learn(e);
    }

    float[] scores = new float[3];
    ranking.score(0, scores, 3);

    assertThat(scores[0]).isCloseTo((float) (1 / Math.sqrt(4) + 1 / Math.sqrt(2)), within(1e-6f));
    assertThat(scores[1]).isCloseTo((float) (1 / Math.sqrt(3)), within(1e-6f));
    assertThat(scores[2]).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void score_userOfWhomNothingIsKnown_hasNothing() {
    EventLog log = EventLog.inOrder(List.of(event("a", "x", 5.0, 0), event("b", "x", 5.0, 1)));
    RepeatRanking ranking = new RepeatRanking(log);
    ranking.learn(0);

    float[] scores = new float[1];
    ranking.score(1, scores, 1);

    assertThat(scores).containsExactly(Float.NEGATIVE_INFINITY);
  }
}
