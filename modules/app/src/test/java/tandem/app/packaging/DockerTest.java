package tandem.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Image and composition name files, ports and variables that are there. */
final class DockerTest {

  private static final Path DOCKERFILE = Path.of("docker", "Dockerfile");
  private static final Path COMPOSE = Path.of("docker", "compose.yaml");
  private static final Pattern INTERPOLATED = Pattern.compile("\\$\\{\\w+:-(.*)}");
  private static final List<String> NODES = List.of("node-1", "node-2", "node-3");

  /** What the environment of a node is read by, other than an overlay. */
  private static final List<String> READ_ELSEWHERE = List.of("TANDEM_LOG", "TANDEM_API_KEY");

  private static List<String> instructions(String name) throws IOException {
    return Repository.lines(DOCKERFILE).stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .toList();
  }

  private static JsonNode services() throws IOException {
    return Repository.yaml(COMPOSE).get(0).get("services");
  }

  private static Config config(String overlay) {
    return ConfigFactory.load(
        ConfigFactory.parseFile(Repository.file(Path.of("config", overlay)).toFile())
            .withFallback(ConfigFactory.parseResources("application.conf")));
  }

  @Test
  void image_copiedFiles_areThere() throws IOException {
    for (String copy : instructions("COPY")) {
      String source = copy.split(" ", 2)[0];
      if (!source.startsWith("--from=")) {
        assertThat(Repository.file(Path.of(source))).as(copy).exists();
      }
    }
  }

  @Test
  void image_user_isTheOneOfThePods() throws IOException {
    assertThat(instructions("USER"))
        .containsExactly(Repository.IMAGE_USER + ":" + Repository.IMAGE_USER);
  }

  @Test
  void image_start_isInExecFormAndOfTheProgram() throws IOException {
    assertThat(instructions("ENTRYPOINT"))
        .containsExactly(
            "[\"java\", \"@jvm.options\", \"-cp\", \"tandem.jar:lib/*\", \"tandem.app.Main\"]");
    assertThat(instructions("CMD"))
        .containsExactly("[\"run\", \"--config\", \"config/docker.conf\"]");
    assertThat(instructions("STOPSIGNAL")).containsExactly("SIGTERM");
  }

  @Test
  void image_jvm_isThatOfTheScriptButForTheHeap() throws IOException {
    String script = Files.readString(Repository.file(Path.of("tandem")));
    List<String> flags =
        Repository.lines(Path.of("docker", "jvm.options")).stream()
            .filter(line -> line.startsWith("-"))
            .toList();
    assertThat(flags).contains("-XX:+ExitOnOutOfMemoryError", "-Xss8m");
    assertThat(flags.stream().filter(flag -> !flag.contains("RAMPercentage")))
        .allSatisfy(
            flag -> assertThat(script).contains(flag.replace("tandem.jsa", "$target/tandem.jsa")));
  }

  /** The JVM takes it for no other class path, and no other garbage collector. */
  @Test
  void image_classArchive_isThatOfTheStart() throws IOException {
    assertThat(instructions("RUN"))
        .last(STRING)
        .contains(
            "-XX:ArchiveClassesAtExit=tandem.jsa",
            "-XX:+UseG1GC",
            "-cp \"tandem.jar:lib/*\" tandem.app.Main");
    assertThat(Repository.lines(Path.of("docker", "jvm.options")))
        .contains("-XX:SharedArchiveFile=tandem.jsa", "-XX:+UseG1GC");
  }

  @Test
  void image_ports_areThoseOfTheProgram() throws IOException {
    Config config = config("docker.conf");
    assertThat(instructions("EXPOSE"))
        .containsExactly(
            Stream.of(
                    "tandem.http.port",
                    "tandem.http.admin.port",
                    "akka.remote.artery.canonical.port",
                    "akka.management.http.port")
                .map(config::getString)
                .reduce((one, other) -> one + " " + other)
                .orElseThrow());
  }

  @Test
  void compose_nodes_areThoseOfDiscovery() throws IOException {
    Config config = config("docker.conf");
    List<? extends Config> found =
        config.getConfigList("akka.discovery.config.services.tandem.endpoints");
    assertThat(found).extracting(one -> one.getString("host")).isEqualTo(NODES);
    assertThat(found)
        .extracting(one -> one.getInt("port"))
        .containsOnly(config.getInt("akka.management.http.port"));
    for (String node : NODES) {
      assertThat(services().get(node).get("environment").get("TANDEM_CLUSTER_HOST").asText())
          .isEqualTo(node);
    }
  }

  @Test
  void compose_nodesGrace_isLongerThanAllPhases() throws IOException {
    Duration phases = Repository.phases(config("docker.conf"));
    for (String node : NODES) {
      String grace = services().get(node).get("stop_grace_period").asText();
      assertThat(Duration.parse("PT" + grace)).isGreaterThan(phases);
    }
  }

  @Test
  void compose_commands_nameFilesOfTheImage() throws IOException {
    for (JsonNode service : services()) {
      if (service.get("image").asText().equals("tandem") && service.has("command")) {
        for (JsonNode word : service.get("command")) {
          if (word.asText().startsWith("config/")) {
            assertThat(Repository.file(Path.of(word.asText()))).exists();
          }
        }
      }
    }
  }

  @Test
  void compose_environment_isWhatOverlaysRead() throws IOException {
    String overlays = Repository.overlays();
    for (JsonNode service : services()) {
      if (service.get("image").asText().equals("tandem") && service.has("environment")) {
        service
            .get("environment")
            .fieldNames()
            .forEachRemaining(
                name ->
                    assertThat(
                            READ_ELSEWHERE.contains(name) || overlays.contains("${?" + name + "}"))
                        .as(name)
                        .isTrue());
      }
    }
  }

  @Test
  void compose_dependencies_areServicesWithTheConditionThatTheyCanMeet() throws IOException {
    JsonNode services = services();
    for (JsonNode service : services) {
      if (service.has("depends_on") && service.get("depends_on").isObject()) {
        service
            .get("depends_on")
            .fields()
            .forEachRemaining(
                dependency -> {
                  JsonNode other = services.get(dependency.getKey());
                  assertThat(other).as(dependency.getKey()).isNotNull();
                  if (dependency.getValue().get("condition").asText().equals("service_healthy")) {
                    // Those of our image have the check of the Dockerfile.
                    assertThat(
                            other.has("healthcheck")
                                || other.get("image").asText().equals("tandem"))
                        .isTrue();
                  }
                });
      }
    }
  }

  @Test
  void compose_ownFiles_areInTheRepositoryOrMadeBySecretsSh() throws IOException {
    String secrets = Files.readString(Repository.file(Path.of("docker", "secrets.sh")));
    for (String source : sources()) {
      if (source.startsWith("./secrets/")) {
        assertThat(secrets).contains(source.substring(2));
      } else if (!source.startsWith("./prometheus") && !source.startsWith("./grafana")) {
        assertThat(Repository.file(Path.of("docker", source))).exists();
      }
    }
  }

  /** Files beside compose.yaml that a service reads; the load's file is the caller's. */
  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (Map.Entry<String, JsonNode> service : services().properties()) {
      for (JsonNode volume : service.getValue().path("volumes")) {
        String source = volume.isTextual() ? volume.asText() : volume.get("source").asText();
        if (source.startsWith("./")) {
          sources.add(source.split(":", 2)[0]);
        } else {
          assertThat(INTERPOLATED.matcher(source).matches() || source.matches("\\w+:.*"))
              .as(source)
              .isTrue();
        }
      }
      for (JsonNode file : service.getValue().path("env_file")) {
        sources.add("./" + file.asText());
      }
    }
    return sources;
  }
}
