package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md names tests that there are. */
final class SecurityPageTest {

  private static final Path ROOT = Path.of("../..");
  private static final Pattern ROW = Pattern.compile("\\| (API\\d+) .*");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");

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
        assertThat(source(test.group(1))).as(test.group()).contains(" void " + test.group(2) + "(");
      }
    }
  }

  private static String source(String test) throws IOException {
    for (String tests : List.of("modules", "it")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(tests))) {
        List<Path> found =
            files.filter(file -> file.endsWith(test + ".java")).collect(Collectors.toList());
        if (!found.isEmpty()) {
          return Files.readString(found.get(0));
        }
      }
    }
    throw new AssertionError("docs/security.md names " + test + ", which is not there");
  }
}
