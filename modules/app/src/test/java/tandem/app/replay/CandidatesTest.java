package tandem.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tandem.app.evaluate.Comparison.Candidate;
import tandem.model.ModelSettings;

class CandidatesTest {

  private static final ModelSettings OWN = ModelSettings.rating();

  @Test
  void of_nothing_isTheNodesOwn() {
    assertThat(Candidates.of(OWN, Map.of(), Map.of()))
        .containsExactly(new Candidate(Candidates.OWN, OWN));
  }

  @Test
  void of_sweepOfTwoSettings_hasEachPairWithTheChanges() {
    Map<String, String> sweep = new LinkedHashMap<>();
    sweep.put("model.factors", "8, 16");
    sweep.put("model.sigma", "0.1,0.2,0.3");

    List<Candidate> candidates = Candidates.of(OWN, Map.of("model.seed", "9"), sweep);

    assertThat(candidates).hasSize(7);
    assertThat(candidates.get(0).settings()).isEqualTo(OWN);
    assertThat(candidates.get(6).name()).isEqualTo("model.seed=9 model.factors=16 model.sigma=0.3");
    assertThat(candidates.get(6).settings().factors()).isEqualTo(16);
    assertThat(candidates.get(6).settings().sigma()).isEqualTo(0.3);
    assertThat(candidates.subList(1, 7)).allMatch(c -> c.settings().seed() == 9);
  }

  @Test
  void of_learningRate_setsBothSides() {
    ModelSettings changed =
        Candidates.of(OWN, Map.of("model.learning-rate", "0.02"), Map.of()).get(1).settings();

    assertThat(changed.user().rate()).isEqualTo(0.02);
    assertThat(changed.item().rate()).isEqualTo(0.02);
  }

  @Test
  void of_whatMakesNoSense_isRefused() {
    String many =
        IntStream.rangeClosed(0, Candidates.MOST)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));

    assertThatThrownBy(() -> Candidates.of(OWN, Map.of("model.nothing", "1"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model.nothing");
    assertThatThrownBy(() -> Candidates.of(OWN, Map.of(), Map.of("model.sigma", "0.1,")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model.sigma is a number");
    assertThatThrownBy(() -> Candidates.of(OWN, Map.of(), Map.of("model.seed", many)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 1,000 points");
  }
}
