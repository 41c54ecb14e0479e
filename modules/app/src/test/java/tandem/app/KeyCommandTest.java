package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tandem.http.ApiKey;
import tandem.http.HttpSettings;
import tandem.http.Scope;
import tandem.model.UserId;

/** Making keys, and showing them to a node. */
final class KeyCommandTest {

  private static final Pattern SECRET = Pattern.compile("^  (tandem_\\S{43})$", Pattern.MULTILINE);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... line) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line);
  }

  @Test
  void new_keyOfAUser_printsTheKeyAndTheLineThatAllowsIt(@TempDir Path directory)
      throws IOException {
    assertThat(
            execute(
                "key", "new", "--name", "ann-app", "--scope", "read", "--scope", "write", "--user",
                "ann"))
        .isEqualTo(0);

    Matcher secret = SECRET.matcher(out.toString());
    assertThat(secret.find()).isTrue();
    Path file = Files.writeString(directory.resolve("node.conf"), lastLine());
    Config config = AppConfig.load(java.util.Optional.of(file));
    assertThat(HttpSettings.of(config).keys())
        .containsExactly(
            new ApiKey(
                "ann-app",
                ApiKey.hash(secret.group(1)),
                Set.of(Scope.READ, Scope.WRITE),
                new UserId("ann")));
    assertThat(lastLine()).doesNotContain(secret.group(1));
  }

  private String lastLine() {
    List<String> lines = out.toString().lines().toList();
    return lines.get(lines.size() - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key",
        "key new --name shop",
        "key new --scope read",
        "key new --name Shop! --scope read",
        "key new --name shop --scope all",
        "key new --name shop --scope admin --user ann",
        "key new --name shop --scope read --user a/b"
      })
  void new_optionsThatCannotBe_endsWithTwoAndNoKey(String line) {
    assertThat(execute(line.split(" ", -1))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isNotEmpty();
  }

  @Test
  void key_ofTheEnvironment_isTakenUnlessAFileIsGiven(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "tandem_file\n");
    Map<String, String> environment = Map.of("TANDEM_API_KEY", "tandem_env");
    assertThat(option().key(Map.of())).isEmpty();
    assertThat(option().key(environment)).contains("tandem_env");
    assertThat(option("--api-key-file", file.toString()).key(environment)).contains("tandem_file");
  }

  private static ApiKeyOption option(String... line) {
    ApiKeyOption option = new ApiKeyOption();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("key", spec(option)))
        .parseArgs(line);
    return option;
  }

  private static CommandLine.Model.CommandSpec spec(ApiKeyOption option) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(option);
  }

  @Test
  void models_withAKeyFile_showTheKey(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "tandem_ops\n");
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer node =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.createContext(
        "/v1/admin/models",
        exchange -> {
          seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = "{\"models\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    node.start();
    try {
      String address = "http://127.0.0.1:" + node.getAddress().getPort();
      assertThat(execute("models", "--node", address, "--api-key-file", file.toString()))
          .isEqualTo(0);
      assertThat(
              execute(
                  "models", "drop", "side", "--node", address, "--api-key-file", file.toString()))
          .isEqualTo(0);
    } finally {
      node.stop(0);
    }
    assertThat(seen).containsExactly("Bearer tandem_ops", "Bearer tandem_ops");
  }

  @Test
  void models_keyFileThatIsMissing_endsWithOneAndSaysWhich() {
    assertThat(execute("models", "--api-key-file", "none.key")).isEqualTo(1);
    assertThat(err.toString()).contains("none.key");
  }
}
