package tandem.app.tune;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The trials of a search, one a line as JSON, below a line that says what was searched, so that it
 * can be gone on with. A line that was cut off, as by a kill, is read over.
 */
final class TrialFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** What is searched; only trials of the same search can be gone on with. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Head(
      String file,
      long bytes,
      String objective,
      String metric,
      int seeds,
      long seed,
      TreeMap<String, String> fixed) {}

  private record Line(int trial, double score, TreeMap<String, Double> settings) {}

  TrialFile(Path file) {
    this.file = file;
  }

  /** The trials of earlier runs; throws {@link IOException} if they are of another search. */
  List<Search.Trial> open(Head head) throws IOException {
    String first = JSON.writeValueAsString(head);
    if (!Files.exists(file)) {
      Files.writeString(file, first + "\n");
      return new ArrayList<>();
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(first)) {
      throw new IOException(
          file
              + " holds the trials of another search: delete it, or name another by --trials-file");
    }
    List<Search.Trial> trials = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      trial(line).ifPresent(trials::add);
    }
    return trials;
  }

  private static Optional<Search.Trial> trial(String text) {
    try {
      Line line = JSON.readValue(text, Line.class);
      return Optional.of(new Search.Trial(line.trial(), line.settings(), line.score()));
    } catch (JsonProcessingException cutOff) {
      return Optional.empty();
    }
  }

  /** Adds one, on a line of its own whatever stands before. */
  void add(Search.Trial trial) throws IOException {
    Line line = new Line(trial.number(), trial.score(), new TreeMap<>(trial.settings()));
    boolean open = !Files.readString(file).endsWith("\n");
    Files.writeString(
        file, (open ? "\n" : "") + JSON.writeValueAsString(line) + "\n", StandardOpenOption.APPEND);
  }
}
