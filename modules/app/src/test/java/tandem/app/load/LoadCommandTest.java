package tandem.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tandem.loadgen.report.LoadResult;
import tandem.loadgen.report.LoadResult.NodeResult;
import tandem.loadgen.report.LoadResult.StreamResult;
import tandem.loadgen.report.ResultFile;

final class LoadCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path directory;
  private FakeSystem system;

  @BeforeEach
  void start(@TempDir Path empty) throws IOException {
    directory = empty;
    system = FakeSystem.start();
  }

  @AfterEach
  void stop() {
    system.close();
  }

  @Test
  void load_eventsReadsAndProbes_areAllAccountedFor() throws IOException {
    assertThat(
            load(
                "--rate=200 --reads=25% --probes=5 --for=2s --duplicates=10% --poison=0.05"
                    + " --batch=20"))
        .as(err.toString())
        .isZero();

    LoadResult result = ResultFile.read(directory.resolve("result.json"));
    assertThat(result.streams())
        .extracting(StreamResult::name)
        .containsExactly("events", "reads", "freshness");
    assertThat(result.streams()).extracting(StreamResult::ok).containsExactly(400L, 100L, 10L);
    assertThat(system.reads()).isEqualTo(110);
    assertThat(Files.readAllLines(directory.resolve("truth.ndjson")))
        .hasSize((int) result.truth().accepted())
        .containsExactlyInAnyOrderElementsOf(system.accepted());
    assertThat(result.truth().accepted() + result.truth().refused()).isEqualTo(410);
    assertThat(result.truth().duplicates()).isPositive();
    assertThat(result.truth().refused()).isPositive();
    NodeResult node = Objects.requireNonNull(result.node());
    assertThat(node.rowsPerRecord()).isEqualTo(2);
    assertThat(node.heapMegabytes()).isEqualTo(2);
    assertThat(result.settings()).containsEntry("rate", "200.0").containsEntry("batch", "20");
    assertThat(directory.resolve("report.html")).content().contains("<svg");
    assertThat(out.toString()).contains("./tandem audit --truth");
  }

  @Test
  void load_systemThatRefuses_endsWithOne_andSaysHowOften() throws IOException {
    system.answersWith(429);

    assertThat(load("--rate=100 --probes=0 --for=1s")).isEqualTo(1);

    LoadResult result = ResultFile.read(directory.resolve("result.json"));
    assertThat(result.streams().get(0).failed()).containsEntry("refused", 100L);
    assertThat(directory.resolve("truth.ndjson")).isEmptyFile();
    assertThat(out.toString()).contains("FAILED {refused=100}");
  }

  @Test
  void load_searchOfWhatCannotBe_endsWithWhy() throws IOException {
    assertThat(load("--rate=200 --probes=0 --for=200ms --search=events=0.000001")).isZero();

    assertThat(ResultFile.read(directory.resolve("result.json")).trials())
        .hasSize(7)
        .noneMatch(LoadResult.Trial::holds);
    assertThat(out.toString()).contains("Too much at 200 events/s");
  }

  @Test
  void load_searchOfWhatAlwaysHolds_endsWithTheMost() throws IOException {
    assertThat(load("--rate=5 --reads=100% --probes=0 --for=200ms --search=events=100000"))
        .isZero();

    LoadResult result = ResultFile.read(directory.resolve("result.json"));
    assertThat(result.trials()).hasSize(9).allMatch(LoadResult.Trial::holds);
    assertThat(result.trials().get(8).eventsPerSecond()).isEqualTo(256 * 5);
    assertThat(result.streams()).extracting(StreamResult::wanted).containsExactly(256L, 256L);
    assertThat(Files.readAllLines(directory.resolve("truth.ndjson")))
        .hasSize(512); // and one to get warm
  }

  @Test
  void load_recordedFile_isSentAsItWas() throws IOException {
    Path file = directory.resolve("ratings.csv");
    Files.writeString(
        file,
        "userId,movieId,rating,timestamp\n1,7,5,1600000004\n2,8,0,1600000000\n2,9,10,1600000002\n");

    assertThat(load("--replay=" + file + " --speed=2 --probes=0 --for=3s")).isZero();

    assertThat(system.accepted())
        .containsExactly(
            "{\"user_id\":\"2\",\"item_id\":\"8\",\"type\":\"rating\",\"timestamp\":1600000000.000,\"value\":0.5}",
            "{\"user_id\":\"2\",\"item_id\":\"9\",\"type\":\"rating\",\"timestamp\":1600000002.000,\"value\":5.0}",
            "{\"user_id\":\"1\",\"item_id\":\"7\",\"type\":\"rating\",\"timestamp\":1600000004.000,\"value\":2.75}");
  }

  @Test
  void load_nobodyThere_endsWithOne() {
    system.close();

    assertThat(load("--for=1s")).isEqualTo(1);
    assertThat(err.toString()).contains("No node answers at http://127.0.0.1:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rate=-1",
        "--for=0s",
        "--steps=3",
        "--to=5 --steps=1",
        "--reads=many",
        "--duplicates=2",
        "--duplicates=60% --poison=60%",
        "--batch=501",
        "--users=0",
        "--session=0.5",
        "--speed=0",
        "--search=reads",
        "--search=taste=5",
        "--search=reads=5 --rate=0"
      })
  void load_optionsThatMakeNoSense_endWithTwo(String options) {
    assertThat(load(options)).as(options).isEqualTo(2);
    assertThat(system.accepted()).isEmpty();
  }

  @Test
  void compare_twoResults_printsATable() throws IOException {
    assertThat(load("--rate=50 --probes=0 --for=1s")).isZero();
    String result = directory.resolve("result.json").toString();

    assertThat(execute("compare", result, result)).isZero();
    assertThat(out.toString()).containsPattern("events/s +[\\d.]+ +[\\d.]+ +\\+0\\.0 %");
    assertThat(execute("compare", result, result + ".none")).isEqualTo(1);
  }

  private int load(String options) {
    List<String> arguments = new ArrayList<>(Arrays.asList(options.split(" ", -1)));
    arguments.add("--server=" + system.address());
    arguments.add("--admin=" + system.address());
    arguments.add("--out=" + directory);
    return execute(arguments.toArray(String[]::new));
  }

  private int execute(String... arguments) {
    return new CommandLine(new LoadCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof IOException) {
                command.getErr().println(failure.getMessage());
                return 1;
              }
              throw failure;
            })
        .execute(arguments);
  }
}
