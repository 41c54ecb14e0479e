package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md names tests that there are. */
final class SecurityPageTest {

  private static final Path ROOT = Path.of("../..");
  private static final Pattern ROW = Pattern.compile("\\| (API\\d+) .*");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");

  private static final List<Path> SOURCES = testSources();

  @Test
  void rows_ofTheTable_areTheTenAndEachNamesTestsThatExist() throws IOException {
    List<String> rows =
        Files.readString(ROOT.resolve("docs/security.md"))
            .lines()
            .filter(line -> ROW.matcher(line).matches())
            .toList();

    assertThat(rows)
        .extracting(row -> row.substring(2, row.indexOf(' ', 2)))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 10).mapToObj(number -> "API" + number).toList());
    for (String row : rows) {
      List<MatchResult> tests = NAMED.matcher(row).results().toList();
      assertThat(tests).as(row).isNotEmpty();
      for (MatchResult test : tests) {
        assertThat(sources(test.group(1)))
            .as(test.group())
            .anyMatch(source -> source.contains(" void " + test.group(2) + "("));
      }
    }
  }

  /** Of all tests of this name, for modules may have one each. */
  private static List<String> sources(String test) throws IOException {
    List<String> sources = new ArrayList<>();
    for (Path source : SOURCES) {
      if (source.endsWith(test + ".java")) {
        sources.add(Files.readString(source));
      }
    }
    return sources;
  }

  private static List<Path> testSources() {
    try (Stream<Path> files =
        Files.find(ROOT, 12, (file, is) -> file.toString().contains("/src/test/java/"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
