package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.evaluate.Events.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.protocol.InteractionRules;

class PreferenceRunTest {

  @Test
  void run_firstEventsOfUsers_areLearnedButNotScored() {
    EventLog log = EventLog.of(List.of(event("a", "x", 5.0, 1), event("b", "y", 5.0, 2)));
    Fixed model = new Fixed(1f, 1f);

    Scores scores = new PreferenceRun(log, 1).run(model, Progress.NONE);

    assertThat(model.learned).containsExactly(0, 1);
    assertThat(model.asked).isEmpty();
    assertThat(scores.metrics()).containsEntry("recall@1", 0.0);
  }

  @Test
  void run_itemNeverSeenBefore_isAMiss() {
    EventLog log = EventLog.of(List.of(event("a", "x", 5.0, 1), event("a", "y", 5.0, 2)));

    assertThat(recall(log, 1, new Fixed(0f, 9f))).isEqualTo(0.0);
  }

  @Test
  void run_itemsOfTheUser_areNoCandidates() {
    // x is scored highest, but a has it: y is the first of what is left.
    EventLog log =
        EventLog.of(
            List.of(event("a", "x", 5.0, 1), event("b", "y", 5.0, 2), event("a", "y", 5.0, 3)));

    assertThat(recall(log, 1, new Fixed(9f, 1f))).isEqualTo(1.0);
  }

  @Test
  void run_betterCandidate_pushesTheItemOffTheList() {
    EventLog log = threeItems();

    assertThat(recall(log, 1, new Fixed(0f, 1f, 2f))).isEqualTo(0.0);
    assertThat(recall(log, 2, new Fixed(0f, 1f, 2f))).isEqualTo(1.0);
  }

  @Test
  void run_tie_countsHalfARank() {
    assertThat(recall(threeItems(), 1, new Fixed(0f, 1f, 1f))).isEqualTo(0.0);
    assertThat(recall(threeItems(), 2, new Fixed(0f, 1f, 1f))).isEqualTo(1.0);
  }

  @Test
  void run_scoresThatAreNoNumber_neverHit() {
    float nan = Float.NaN;

    assertThat(recall(threeItems(), 10, new Fixed(nan, nan, nan))).isEqualTo(0.0);
  }

  @Test
  void run_whatCanNotBePlaced_neverHits() {
    float out = Float.NEGATIVE_INFINITY;

    assertThat(recall(threeItems(), 10, new Fixed(out, out, out))).isEqualTo(0.0);
  }

  @Test
  void run_secondHalf_countsItsEventsAlone() {
    // a meets y unseen (miss) in the first half and z (hit) in the second.
    EventLog log =
        EventLog.of(
            List.of(
                event("a", "x", 5.0, 1),
                event("a", "y", 5.0, 2),
                event("b", "z", 5.0, 3),
                event("a", "z", 5.0, 4)));

    Scores scores = new PreferenceRun(log, 1).run(new Fixed(0f, 0f, 0f), Progress.NONE);

    assertThat(scores.metrics())
        .containsEntry("recall@1", 0.5)
        .containsEntry("recall@1 second half", 1.0)
        .containsEntry("NDCG@1 second half", 1.0);
  }

  /** x is a's; a week later she takes it again, and y, which is new to her, after that. */
  private static EventLog again(Repeats repeats) {
    long week = 7 * 86_400;
    return EventLog.of(
            List.of(
                event("a", "x", 5.0, 0),
                event("b", "y", 5.0, 1),
                event("a", "x", 5.0, week),
                event("a", "y", 5.0, 2 * week)))
        .with(repeats)
        .positives(InteractionRules.defaults());
  }

  @Test
  void run_itemThatIsTakenAgain_isFoundWhereListsHaveIt() {
    RankingModel model = new Fixed(2f, 1f);
    Scores shown =
        new PreferenceRun(again(Repeats.shown(Duration.ofHours(2))), 1).run(model, Progress.NONE);
    Scores missed = new PreferenceRun(again(Repeats.MISSED), 1).run(model, Progress.NONE);

    assertThat(shown.metrics())
        .containsEntry("recall@1 taken again", 1.0)
        .containsEntry("recall@1 new to the user", 0.0); // x is before y for her, as before
    assertThat(missed.metrics())
        .containsEntry("recall@1 taken again", 0.0)
        .containsEntry("recall@1 new to the user", 1.0)
        .containsEntry("recall@1", 0.5);
  }

  /** With a half-life of weeks what she took last week has too little left to be first. */
  @Test
  void run_itemThatWasJustTaken_isBehindTheOthers() {
    Scores scores =
        new PreferenceRun(again(Repeats.shown(Duration.ofDays(21))), 1)
            .run(new Fixed(2f, 1f), Progress.NONE);

    assertThat(scores.metrics())
        .containsEntry("recall@1 taken again", 0.0)
        .containsEntry("recall@1 new to the user", 1.0);
  }

  @Test
  void run_everyThirdEvent_ranksBeforeThatAndLearnsAll() {
    Fixed model = new Fixed(0f, 0f, 0f);
    new PreferenceRun(threeItems(), 1, 3).run(model, Progress.NONE);

    assertThat(model.asked).containsExactly(0);
    assertThat(model.learned).containsExactly(0, 1, 2, 3);
  }

  /** b comes back for y while x is hers and z is the only other candidate. */
  private static EventLog threeItems() {
    return EventLog.of(
        List.of(
            event("b", "x", 5.0, 1),
            event("a", "y", 5.0, 2),
            event("c", "z", 5.0, 3),
            event("b", "y", 5.0, 4)));
  }

  private static double recall(EventLog log, int k, RankingModel model) {
    Scores scores = new PreferenceRun(log, k).run(model, Progress.NONE);
    return scores.metrics().getOrDefault("recall@" + k, -1.0);
  }

  /** Gives each item the same score for everyone. */
  private static final class Fixed implements RankingModel {
    private final float[] fixed;
    private final List<Integer> asked = new ArrayList<>();
    private final List<Integer> learned = new ArrayList<>();

    Fixed(float... fixed) {
      this.fixed = fixed;
    }

    @Override
    public void score(int user, float[] scores, int count) {
      asked.add(user);
      Arrays.fill(scores, Float.NaN);
      System.arraycopy(fixed, 0, scores, 0, count);
    }

    @Override
    public void learn(int e) {
      learned.add(e);
    }
  }
}
