package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

  private static final String RATINGS =
      """
      userId,movieId,rating,timestamp
      a,x,5,1
      b,x,4.5,2
      b,y,1,3
      a,y,5,4
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path empty) {
    folder = empty;
  }

  @Test
  void evaluate_ratings_printsTheModelItsBaselineAndTheControl() throws IOException {
    assertThat(evaluate(write(RATINGS), "--seeds", "2")).isEqualTo(0);

    assertThat(out.toString())
        .contains(": rating, 4 events of 2 users with 2 items")
        .contains("RMSE second half")
        .containsPattern("(?m)^model .*±")
        .containsPattern("(?m)^running mean ")
        .containsPattern("(?m)^no learning \\(control\\) ");
  }

  @Test
  void evaluate_content_printsNewItemsAndNewUsers() throws IOException {
    Path titles = Files.writeString(folder.resolve("movies.csv"), "movieId,title,genres\nx,X,g\n");

    assertThat(evaluate(write(RATINGS), "--seeds", "1", "--content", titles.toString()))
        .isEqualTo(0);

    assertThat(out.toString())
        .containsPattern("(?m)^random start ")
        .containsPattern("(?m)^content: vector and bias ")
        .containsPattern("(?m)^learned step by step ");
  }

  @Test
  void evaluate_strategies_printsEachAndTheBlends() throws IOException {
    Path titles =
        Files.writeString(folder.resolve("movies.csv"), "movieId,title,genres\nx,X,g\ny,Y,g\n");

    assertThat(
            evaluate(
                write(RATINGS),
                "--objective=preference",
                "--strategies",
                "--seeds=2",
                "--content=" + titles,
                "--blend=factors=1,popular-1000=0.5",
                "--smoothing=10,60",
                "--half-life=1d,1000"))
        .isEqualTo(0);

    assertThat(out.toString())
        .contains(": preference, 3 events")
        .containsPattern("(?m)^factors ")
        .containsPattern("(?m)^neighbours ")
        .containsPattern("(?m)^content ")
        .containsPattern("(?m)^popular ")
        .containsPattern("(?m)^popular-1000 ")
        .containsPattern("(?m)^blend \\{factors=1.0, popular-1000=0.5}, 10, 100 ")
        .containsPattern("(?m)^blend \\{factors=1.0, popular-1000=0.5}, 60, 100 ")
        .containsPattern("(?m)^factors, explore 0.1 ");
  }

  @Test
  void evaluate_strategiesThatMakeNoSense_areUsageErrors() throws IOException {
    Path file = write(RATINGS);
    String p = "--objective=preference";
    assertUsageError("--strategies goes with", file, "--strategies", "--objective=rating");
    assertUsageError("--blend is", file, p, "--strategies", "--blend=factors");
    assertUsageError("a weight", file, p, "--strategies", "--blend=factors=-1");
    assertUsageError("the rankings are", file, p, "--strategies", "--blend=taste=1");
    assertUsageError("--half-life", file, p, "--strategies", "--half-life=soon");
    assertUsageError("--every", file, p, "--strategies", "--every=0");
    assertUsageError("--pool", file, p, "--strategies", "--pool=0");
    assertUsageError("--smoothing", file, p, "--strategies", "--smoothing=0");
  }

  @Test
  void evaluate_preference_keepsPositivesAndNamesTheLength() throws IOException {
    assertThat(evaluate(write(RATINGS), "--objective", "preference", "--k", "3", "--json"))
        .isEqualTo(0);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("objective").asText()).isEqualTo("preference");
    assertThat(json.path("events").asLong()).isEqualTo(3);
    assertThat(json.path("models")).hasSize(5);
    assertThat(json.path("models").path(0).path("metrics").has("recall@3")).isTrue();
    assertThat(json.path("models").path(0).path("seeds").asInt()).isEqualTo(5);
  }

  @Test
  void evaluate_allOfPreference_hasALineOfEachAlgorithm() throws IOException {
    Files.writeString(folder.resolve("movies.csv"), "movieId,title,genres\nx,X,g\ny,Y,g\n");

    assertThat(evaluate(write(RATINGS), "--objective=preference", "--all", "--seeds=2"))
        .isEqualTo(0);

    assertThat(out.toString())
        .containsPattern("(?m)^model +recall@10 +precision@10 +F1@10 +NDCG@10 .* us/event$");
    for (String algorithm :
        List.of(
            "model",
            "learned blend",
            "non-negative",
            "SVD start halfway",
            "cold start halfway",
            "neighbours",
            "cooccurrence",
            "content",
            "popular",
            "popular-365d",
            "popularity, all time",
            "popularity, half-life 1000")) {
      assertThat(out.toString()).containsPattern("(?m)^" + algorithm + " .*\\d$");
    }
  }

  @Test
  void evaluate_intervals_refreshTheBlendToo() throws IOException {
    assertThat(
            evaluate(write(RATINGS), "--objective=preference", "--intervals=1m,24h", "--seeds=1"))
        .isEqualTo(0);

    assertThat(out.toString())
        .containsPattern("(?m)^model, every 1m ")
        .containsPattern("(?m)^learned blend, every 1m ")
        .containsPattern("(?m)^learned blend, every 24h ");
  }

  @Test
  void evaluate_seen_countsWhatIsTakenAgain() throws IOException {
    Path file = write("user,item,timestamp\na,x,1\nb,y,2\na,y,100000\na,x,200000\n");

    assertThat(evaluate(file, "--seen=2h", "--seeds=1")).isEqualTo(0);
    assertThat(out.toString())
        .contains(": preference, 4 events")
        .contains("recall@10 taken again")
        .containsPattern("(?m)^repeat ")
        .containsPattern("(?m)^learned blend with repeat ")
        .containsPattern("(?m)^learned blend, seen left out ");
    out.getBuffer().setLength(0);
    assertThat(evaluate(file, "--seen=2h", "--seeds=1", "--strategies")).isEqualTo(0);
    assertThat(out.toString()).containsPattern("(?m)^repeat ");
    assertUsageError("--seen is above 0", file, "--seen=0s");
    Path rated = write("userId,movieId,rating,timestamp\n1,2,5,1\n1,3,4,2\n");
    assertUsageError("--seen goes with --objective preference", rated, "--seen=2h");
    assertUsageError("--every is", file, "--every=0");
  }

  @Test
  void evaluate_kindOfNegatives_isTheSettingOfThatName() throws IOException {
    StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
    for (int n = 0; n < 300; n++) {
      ratings.append("u%d,i%d,5,%d\n".formatted(n % 20, n * n % 47, n));
    }
    Path file = write(ratings.toString());

    JsonNode byOption = preference(file, "--negatives=UNIFORM", "--pairwise");
    JsonNode byName =
        preference(file, "--set=model.negative-source=uniform", "--set=model.pairwise=true");
    assertThat(byOption).isEqualTo(byName).isNotEqualTo(preference(file, "--pairwise"));
    assertThat(preference(file)).isEqualTo(preference(file, "--negatives=RECENT"));
    assertUsageError("pairwise needs", file, "--objective=rating", "--pairwise");
  }

  private JsonNode preference(Path file, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--objective=preference", "--seeds=1", "--k=3", "--json"));
    out.getBuffer().setLength(0);
    assertThat(evaluate(file, all.toArray(String[]::new))).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString()).path("models").path(0).path("metrics");
  }

  @Test
  void evaluate_fileWithoutRatings_measuresPreference() throws IOException {
    assertThat(evaluate(write("user,item\na,x\nb,x\n"), "--seeds", "1")).isEqualTo(0);

    assertThat(out.toString()).contains(": preference, 2 events");
  }

  @Test
  void evaluate_badLines_areNamedAndPassedOver() throws IOException {
    assertThat(evaluate(write(RATINGS + "a,z,bad,5\n"), "--seeds", "1")).isEqualTo(0);

    assertThat(err.toString()).contains("line 6, column rating: it is not a number");
    assertThat(out.toString()).contains("4 events");
  }

  @Test
  void evaluate_unknownTypes_areNamedWithTheirNumber() throws IOException {
    Path file = write("user,item,type\na,x,view\nb,x,stared\na,y,stared\nb,y,cart\n");

    assertThat(evaluate(file, "--seeds", "1")).isEqualTo(0);

    assertThat(err.toString()).contains("count for nothing: {stared=2}");
    assertThat(out.toString()).contains(": preference, 2 events");
  }

  @Test
  void evaluate_badSetting_isNamed() throws IOException {
    Path file = write(RATINGS);
    assertThat(evaluate(file, "--seeds", "1", "--set", "model.factors=nine")).isEqualTo(2);

    assertThat(err.toString()).contains("--set: model.factors is a number, not nine");
  }

  @Test
  void evaluate_unusableInput_endsWithAUsageErrorAndASentence() throws IOException {
    assertUsageError("can't read the file", folder.resolve("none.csv"));
    assertUsageError("has no column [user]", write("who,item\n"));
    assertUsageError("has no event to learn from", write("user,item\n"));
    assertUsageError("has no ratings", write("user,item\na,x\n"), "--objective", "rating");
    assertUsageError("rating or preference", write(RATINGS), "--objective", "taste");
    assertUsageError("--seeds, --k and --recent", write(RATINGS), "--seeds", "0");
    assertUsageError("--positive-from", write(RATINGS), "--positive-from", "2");
  }

  private void assertUsageError(String message, Path file, String... options) {
    err.getBuffer().setLength(0);
    assertThat(evaluate(file, options)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
  }

  private int evaluate(Path file, String... options) {
    CommandLine line = new CommandLine(new EvaluateCommand());
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] arguments = new String[options.length + 1];
    arguments[0] = file.toString();
    System.arraycopy(options, 0, arguments, 1, options.length);
    return line.execute(arguments);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("ratings.csv"), text);
  }
}
