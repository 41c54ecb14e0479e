package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tandem.app.dataset.InteractionLines;
import tandem.app.dataset.RatingScale;
import tandem.app.dataset.RatingsFile;
import tandem.model.ModelSettings;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/** Holds the model against known figures on public data, where that is at hand. */
class RealDataTest {

  @Test
  void rating_movieLens_isBelowTheReference() throws IOException {
    List<Row> rows = evaluate("movielens-latest-small/ratings.csv", ModelSettings.rating());

    double rmse = rows.get(0).mean("RMSE");
    assertThat(rmse).isBetween(0.84, 0.853); // 0.8554 is the reference without recent biases
    assertThat(rows.get(1).mean("RMSE")).isCloseTo(1.0426, within(0.0001));
  }

  @Test
  void rating_movieTweetings_isBelowTheReferenceInItsOwnScale() throws IOException {
    List<Row> rows = evaluate("movietweetings/ratings.dat", ModelSettings.rating());

    assertThat(rows.get(0).mean("RMSE")).isBetween(1.58, 1.596);
    assertThat(rows.get(1).mean("RMSE")).isCloseTo(1.8793, within(0.0001));
  }

  @Test
  void preference_movieTweetings_beatsPopularityAndTheControlIsPoor() throws IOException {
    List<Row> rows = evaluate("movietweetings/ratings.dat", ModelSettings.preference());

    assertThat(rows.get(0).mean("recall@10")).isGreaterThan(rows.get(2).mean("recall@10"));
    assertThat(rows.get(1).mean("recall@10")).as("the learned blend").isGreaterThan(0.2);
    assertThat(rows.get(3).mean("recall@10")).isCloseTo(0.1866, within(0.001));
    assertThat(rows.get(4).mean("recall@10")).isLessThan(0.02);
  }

  @Test
  void preference_movieLens_blendIsAboveTheBestOfItsRankings() throws IOException {
    List<Row> rows = evaluate("movielens-latest-small/ratings.csv", ModelSettings.preference());

    assertThat(rows.get(1).mean("recall@10")).isBetween(0.125, 0.15); // co-occurrence has 0.111
    assertThat(rows.get(4).mean("recall@10")).isLessThan(0.02);
  }

  private static List<Row> evaluate(String name, ModelSettings settings) throws IOException {
    Optional<Path> folder = sharedData();
    assumeTrue(folder.isPresent(), "no folder shared/data above " + Path.of("").toAbsolutePath());
    RatingsFile file = RatingsFile.open(folder.orElseThrow().resolve(name));
    RatingScale scale = file.scale().orElseThrow();
    InteractionRules rules = InteractionRules.defaults().withScale(scale.min(), scale.max());
    List<Interaction> events = new ArrayList<>();
    try (InteractionLines lines = file.interactions()) {
      lines.forEachRemaining(events::add);
    }
    return new Evaluation(
            settings,
            rules,
            1,
            10,
            8_192,
            1,
            List.of(),
            false,
            file.items(),
            (task, count) -> Progress.NONE)
        .run(name, EventLog.of(events))
        .rows();
  }

  private static Optional<Path> sharedData() {
    return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
        .map(path -> path.resolve("shared/data"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
