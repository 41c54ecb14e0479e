package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tandem.app.evaluate.Events.event;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

class FactorModelsTest {

  @Test
  void factorRating_repeatedRating_comesNearer() {
    EventLog log = EventLog.of(List.of(event("a", "x", 5.0, 1), event("b", "y", 1.0, 2)));
    FactorRating model = new FactorRating(log, new Sgd(ModelSettings.rating()));
    for (int round = 0; round < 50; round++) {
      model.learn(0, new Target(5f, 1f));
      model.learn(1, new Target(1f, 1f));
    }

    assertThat(model.predict(0)).isCloseTo(5.0, within(0.5));
    assertThat(model.predict(1)).isCloseTo(1.0, within(0.5));
  }

  @Test
  void factorRating_eventWithoutRating_movesNothing() {
    EventLog log = EventLog.of(List.of(event("a", "x", null, 1)));
    FactorRating model = new FactorRating(log, new Sgd(ModelSettings.rating()));
    double before = model.predict(0);

    model.learn(0, new Target(0.5f, 0f));

    assertThat(model.predict(0)).isEqualTo(before);
  }

  @Test
  void factorRanking_twoTastes_ranksTheOwnTasteHigher() {
    EventLog log = twoTastes();
    FactorRanking model =
        new FactorRanking(
            log, InteractionRules.defaults(), new Sgd(ModelSettings.preference()), 64);
    for (int e = 0; e < log.size(); e++) {
      model.learn(e);
    }
    float[] scores = new float[log.itemCount()];
    model.score(log.user(0), scores, scores.length);

    assertThat(meanScore(log, scores, "r")).isGreaterThan(meanScore(log, scores, "s"));
  }

  @Test
  void packedItems_score_isBiasPlusInnerProduct() {
    ItemColumns items = new ItemColumns(3, 2);
    items.set(0, new Factors(FactorVector.of(1f, 2f), 0.5f, 0f, 1));
    items.set(2, new Factors(FactorVector.of(-1f, 4f), -1f, 0f, 1));
    float[] scores = {7f, 7f, 7f, 7f};

    items.score(FactorVector.of(3f, 10f), scores, 3);

    assertThat(scores).containsExactly(23.5f, 0f, 36f, 7f);
  }

  @Test
  void baselines_countAndFade() {
    EventLog log =
        EventLog.of(
            List.of(event("a", "x", 5.0, 1), event("b", "x", 5.0, 2), event("c", "y", 5.0, 3)));
    CountRanking count = new CountRanking(log);
    PopularityRanking fading = new PopularityRanking(log, 1);
    for (int e = 0; e < log.size(); e++) {
      count.learn(e);
      fading.learn(e);
    }
    float[] counts = new float[2];
    float[] heats = new float[2];
    count.score(0, counts, 2);
    fading.score(0, heats, 2);

    assertThat(counts).containsExactly(2f, 1f);
    // x: 2^0 + 2^1, y: 2^2, in units of the event's number.
    assertThat(heats[0]).isCloseTo((float) (Math.log(3) / Math.log(2)), within(1e-5f));
    assertThat(heats[1]).isCloseTo(2f, within(1e-5f));
  }

  /** Twenty users like items r0..r9 only, twenty like s0..s9 only; a user has half of them. */
  private static EventLog twoTastes() {
    List<Interaction> events = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int n = 0; n < 4_000; n++) {
      int user = random.nextInt(40);
      int item = (user / 2 + 2 * random.nextInt(5)) % 10;
      String taste = user % 2 == 0 ? "r" : "s";
      events.add(event("u" + user, taste + item, 5.0, n));
    }
    return EventLog.of(events);
  }

  private static double meanScore(EventLog log, float[] scores, String taste) {
    double sum = 0;
    int count = 0;
    for (int item = 0; item < scores.length; item++) {
      if (log.itemId(item).value().startsWith(taste)) {
        sum += scores[item];
        count++;
      }
    }
    return sum / count;
  }
}
