package tandem.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ImportCommandTest {

  private static final String HEADER = "userId,movieId,rating,timestamp\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path folder;
  private FakeNode node;

  @BeforeEach
  void start(@TempDir Path empty) throws IOException {
    folder = empty;
    node = FakeNode.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void import_file_goesInOrderOfTimeInBatches() throws IOException {
    StringBuilder lines = new StringBuilder(HEADER);
    for (int n = 0; n < 1_201; n++) {
      lines.append("u%d,m%d,4.5,%d%n".formatted(n % 7, n % 11, 1_000_000 + (n * 37) % 1_201));
    }

    assertThat(execute(write("ratings.csv", lines.toString()))).as(err.toString()).isZero();

    assertThat(node.batches()).extracting(List::size).containsExactly(500, 500, 201);
    assertThat(sent())
        .isSortedAccordingTo(Comparator.comparing(event -> event.path("timestamp").asText()))
        .extracting(event -> event.path("timestamp").asText())
        .doesNotHaveDuplicates();
    assertThat(node.isLearned()).isTrue();
    assertThat(out.toString())
        .contains("1,201 events of 7 users with 11 items were learned in ")
        .doesNotContain("rejected");
  }

  @Test
  void import_ratingsOfAnotherScale_areTakenToTheNodes() throws IOException {
    Path file = write("ratings.csv", HEADER + "a,x,0,1000000\na,y,10,1000001\na,z,5,1000002\n");

    assertThat(execute(file)).isZero();

    assertThat(sent())
        .extracting(event -> event.path("value").asDouble())
        .containsExactly(0.5, 5.0, 2.75);
  }

  @Test
  void import_nodeWithAnotherScale_isReadFromItsConfig() throws IOException {
    Path config = write("node.conf", "tandem.events.rating { min = 1, max = 10 }");
    Path file = write("ratings.csv", HEADER + "a,x,0.5,1000000\na,y,5,1000001\n");

    assertThat(execute(file, "--config", config.toString())).isZero();

    assertThat(sent())
        .extracting(event -> event.path("value").asDouble())
        .containsExactly(1.0, 10.0);
  }

  @Test
  void import_titlesBesideTheFile_areSentForItsItemsOnly() throws IOException {
    write("movies.csv", "movieId,title,genres\nx,Alien,horror|space\ny,Brazil,satire\n");
    Path file = write("ratings.csv", HEADER + "a,x,4.5,1000000\n");

    assertThat(execute(file)).isZero();

    assertThat(node.titles())
        .containsExactly(
            "PUT /v1/items/x {\"title\":\"Alien\",\"categories\":[\"horror\",\"space\"]}");
  }

  @Test
  void import_titleRefused_endsWithOneAndTheReason() throws IOException {
    write("movies.csv", "movieId,title,genres\nx,Alien,horror\n");
    Path file = write("ratings.csv", HEADER + "a,x,4.5,1000000\n");
    node.failWith(400);

    assertThat(execute(file)).isEqualTo(1);

    assertOneSentence("answers 400 to /v1/items/x: {\"detail\":\"told to fail\"}");
    assertThat(node.batches()).isEmpty();
  }

  @Test
  void import_rejectedEvents_areCountedAndTheFirstShown() throws IOException {
    StringBuilder lines = new StringBuilder(HEADER);
    for (int n = 0; n < 7; n++) {
      lines.append("b%d,bad,4.5,%d%n".formatted(n, 1_000_000 + n));
    }
    lines.append("a,x,4.5,2000000\n");

    assertThat(execute(write("ratings.csv", lines.toString()))).isZero();

    assertThat(out.toString()).contains("1 events of 8 users").contains("7 events were rejected:");
    assertThat(out.toString().lines().filter(line -> line.endsWith(": It is bad.")))
        .hasSize(5)
        .first()
        .asString()
        .contains("b0");
  }

  @Test
  void import_badLines_arePassedOverAndNamed() throws IOException {
    Path file = write("ratings.csv", HEADER + "a,x,4.5,1000000\na,x,many,1000001\n");

    assertThat(execute(file)).isZero();

    assertThat(sent()).hasSize(1);
    assertThat(err.toString())
        .contains("1 lines were passed over:")
        .contains("line 3, column rating");
  }

  @Test
  void import_missingFile_endsWithOneAndASentence() {
    assertThat(execute(folder.resolve("none.csv"))).isEqualTo(1);

    assertOneSentence("none.csv");
    assertThat(node.asked()).isZero();
  }

  @Test
  void import_nodeAway_endsWithOneAndASentence() throws IOException {
    Path file = write("ratings.csv", HEADER + "a,x,4.5,1000000\n");
    node.close();

    assertThat(execute(file, "--patience", "1")).isEqualTo(1);

    assertThat(err.toString().lines().toList())
        .last()
        .asString()
        .startsWith("tandem: " + node.address() + " does not answer");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void import_noPatience_endsWithTwo() throws IOException {
    Path file = write("ratings.csv", HEADER + "a,x,4.5,1000000\n");

    assertThat(execute(file, "--patience", "0")).isEqualTo(2);

    assertThat(err.toString()).contains("--patience is at least 1");
  }

  private void assertOneSentence(String content) {
    assertThat(err.toString().lines().filter(line -> line.startsWith("tandem: ")))
        .as(err.toString())
        .singleElement()
        .asString()
        .contains(content);
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  private List<JsonNode> sent() {
    List<JsonNode> events = new ArrayList<>();
    node.batches().forEach(events::addAll);
    return events;
  }

  private int execute(Path file, String... options) {
    CommandLine main = tandem.app.Programs.main();
    main.setOut(new PrintWriter(out, true));
    main.setErr(new PrintWriter(err, true));
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.addAll(List.of("--server", node.address().toString(), file.toString()));
    arguments.add(0, "import");
    return main.execute(arguments.toArray(String[]::new));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
