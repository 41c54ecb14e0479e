package tandem.app.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tandem.app.AppConfig;
import tandem.app.ModelConfig;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;
import tandem.model.Objective;

class TuneCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path empty) {
    folder = empty;
  }

  /** Users who like the even items or the odd ones. */
  private Path ratings() throws IOException {
    StringBuilder text = new StringBuilder("user_id,item_id,rating,timestamp\n");
    for (int n = 0; n < 600; n++) {
      int user = n % 20;
      int item = n * 7 % 30;
      text.append("u%d,i%d,%d,%d\n".formatted(user, item, (user + item) % 2 == 0 ? 5 : 1, n));
    }
    return Files.writeString(folder.resolve("ratings.csv"), text);
  }

  private int tune(String... options) throws IOException {
    CommandLine command =
        new CommandLine(new TuneCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(
                (failure, line, arguments) -> {
                  line.getErr().println(failure.getMessage());
                  return 1;
                });
    String file = folder.resolve("ratings.csv").toString();
    String overlay = folder.resolve("tuned.conf").toString();
    return command.execute(
        java.util.stream.Stream.concat(
                List.of(file, "--out", overlay).stream(), List.of(options).stream())
            .toArray(String[]::new));
  }

  @Test
  void tune_ratings_writesAnOverlayThatANodeReads() throws IOException {
    Path unused = ratings();
    assertThat(tune("--trials", "24")).as(err.toString()).isZero();

    ModelSettings tuned =
        ModelConfig.model(AppConfig.load(Optional.of(folder.resolve("tuned.conf"))));
    assertThat(tuned.objective()).isEqualTo(Objective.RATING);
    assertThat(tuned).isNotEqualTo(ModelSettings.rating());
    assertThat(out.toString())
        .containsPattern("(?m)^default ")
        .containsPattern("(?m)^tuned ")
        .contains("RMSE second half");
    assertThat(err.toString()).contains("24 of 24 trials, best RMSE in the first half");
  }

  @Test
  void tune_again_goesOnAndFindsWhatOneGoFinds() throws IOException {
    Path unused = ratings();
    Path trials = folder.resolve("tuned.conf.trials");
    assertThat(tune("--trials", "24")).isZero();
    List<String> oneGo = Files.readAllLines(trials);
    Files.write(trials, oneGo.subList(0, 12)); // ends amid the second round
    Files.writeString(trials, "{\"trial\":11,\"sco", java.nio.file.StandardOpenOption.APPEND);

    assertThat(tune("--trials", "24")).isZero();

    assertThat(err.toString()).contains("11 trials are there already");
    List<String> goneOn = Files.readAllLines(trials);
    goneOn.remove("{\"trial\":11,\"sco");
    assertThat(goneOn).isEqualTo(oneGo);
  }

  @Test
  void tune_trialsOfAnotherSearch_areNotTaken() throws IOException {
    Path unused = ratings();
    assertThat(tune("--trials", "8")).isZero();
    assertThat(tune("--trials", "8", "--seed", "2")).isEqualTo(1);
    assertThat(err.toString()).contains("holds the trials of another search");
  }

  @Test
  void tune_settingsThatAreGiven_areThoseOfAllTrialsAndOfTheOverlay() throws IOException {
    Path unused = ratings();
    String[] given = {
      "--objective",
      "preference",
      "--set",
      "model.negative-source=uniform",
      "--set",
      "model.pairwise=true",
      "--set",
      "model.user.rate=0.5",
      "--trials",
      "8"
    };
    assertThat(tune(given)).as(err.toString()).isZero();

    ModelSettings tuned =
        ModelConfig.model(AppConfig.load(Optional.of(folder.resolve("tuned.conf"))));
    assertThat(tuned.negativeSource()).isEqualTo(NegativeSource.UNIFORM);
    assertThat(tuned.pairwise()).isTrue();
    assertThat(tuned.user().rate()).isEqualTo(0.5);
    assertThat(Files.readString(folder.resolve("tuned.conf.trials")))
        .contains("model.item.rate")
        .doesNotContain("model.user.rate\":0.3", "model.user.rate\":0.6");
    assertThat(tune("--objective", "preference", "--trials", "8")).isEqualTo(1);
    assertThat(err.toString()).contains("holds the trials of another search");
  }

  @Test
  void tune_wrongUse_isRefused() throws IOException {
    assertThat(tune()).isEqualTo(2);
    Path unused = Files.writeString(folder.resolve("ratings.csv"), "user_id,item_id\na,b\nc,d\n");
    assertThat(tune("--trials", "0")).isEqualTo(2);
    assertThat(tune("--set", "model.negative-source=best")).isEqualTo(2);
    assertThat(err.toString()).contains("model.negative-source is recent, popular or uniform");
    assertThat(tune("--objective", "rating")).isEqualTo(2);
    assertThat(err.toString()).contains("has no ratings");
  }
}
