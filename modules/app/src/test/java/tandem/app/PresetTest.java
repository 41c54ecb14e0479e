package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tandem.http.HttpSettings;
import tandem.http.Scenario;
import tandem.model.Objective;
import tandem.protocol.http.HttpJson;

/** The presets: each is one that a node takes, and its page shows what it has. */
final class PresetTest {

  private static final Path PRESETS = Path.of("../../config/presets");
  private static final Pattern SCENARIO = Pattern.compile("scenario(?:=|\": \")([a-z-]+)");

  private static Stream<Path> presets() throws Exception {
    try (Stream<Path> files = Files.list(PRESETS)) {
      return files.sorted().toList().stream();
    }
  }

  private static Config load(Path preset) {
    return AppConfig.load(Optional.of(preset));
  }

  private static String page(Path preset) throws Exception {
    String name = preset.getFileName().toString().replace(".conf", ".md");
    return Files.readString(Path.of("../../docs/presets").resolve(name));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void preset_isWhatANodeTakes(Path preset) {
    NodeSettings settings = NodeSettings.of(load(preset));
    assertThat(settings.model().objective()).isEqualTo(Objective.PREFERENCE);
    assertThat(settings.http().scenarios()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void page_showsEachScenario_andNoOther(Path preset) throws Exception {
    List<String> shown = new ArrayList<>();
    for (Matcher matcher = SCENARIO.matcher(page(preset)); matcher.find(); ) {
      shown.add(matcher.group(1));
    }
    Map<String, Scenario> scenarios = HttpSettings.of(load(preset)).scenarios();
    assertThat(shown).containsOnly(scenarios.keySet().toArray(String[]::new));
    assertThat(shown).containsAll(scenarios.keySet());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void scenarios_ofANodeThatHasLearned_answer(Path preset, @TempDir Path directory)
      throws Exception {
    Config own = ConfigFactory.parseFile(preset.toFile());
    try (TestNode node = TestNode.start(directory, Files.readString(preset))) {
      node.learn(
          node.event("ann", "i1", "click"),
          node.event("bob", "i1", "click"),
          node.event("bob", "i2", "view"));
      for (String scenario : own.getConfig("tandem.scenarios").root().keySet()) {
        for (String path : List.of("/v1/users/ann/recommendations", "/v1/items/i1/similar")) {
          JsonNode list =
              HttpJson.mapper().readTree(node.get(path + "?scenario=" + scenario).body());
          assertThat(list.has("items")).as(path + " " + scenario + ": " + list).isTrue();
        }
      }
    }
  }
}
