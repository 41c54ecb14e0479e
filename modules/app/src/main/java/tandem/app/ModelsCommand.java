package tandem.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.ModelList;

/** {@code ./tandem models}: the models side by side of a running node, and the switch. */
@Command(
    name = "models",
    description = "Shows the models that a node learns, and switches between them.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {

  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final String PATH = "/v1/admin/models";
  private static final String ROW = "%-32s %-6s %-10s %7s  %-24s %12s%n";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--node",
      paramLabel = "URL",
      description = "Administration of the node. Default: ${DEFAULT-VALUE}.",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  private URI node = URI.create("http://127.0.0.1:8081");

  @Mixin private ApiKeyOption apiKey = new ApiKeyOption();

  /** Lists them. */
  @Override
  public Integer call() throws IOException {
    ModelList models = HttpJson.mapper().readValue(send("GET", PATH).body(), ModelList.class);
    PrintWriter out = out();
    out.printf(ROW, "model", "active", "objective", "factors", "promoted", "learned");
    for (ModelList.Model model : models.models()) {
      out.printf(
          ROW,
          model.name(),
          model.active() ? "yes" : "",
          model.objective(),
          model.factors(),
          model.promotedAt() == null ? "" : model.promotedAt(),
          "%,d".formatted(model.learned()));
    }
    out.flush();
    return 0;
  }

  @Command(
      name = "activate",
      description = "Lets a model answer those who name none; main for that of the configuration.",
      mixinStandardHelpOptions = true)
  int activate(@Parameters(paramLabel = "NAME") String name) throws IOException {
    send("POST", PATH + "/" + name + "/activate");
    out().printf("%s answers now; other nodes follow within seconds.%n", name);
    out().flush();
    return 0;
  }

  @Command(
      name = "drop",
      description = "Ends a model. Its tables stay, in the schema model_NAME.",
      mixinStandardHelpOptions = true)
  int drop(@Parameters(paramLabel = "NAME") String name) throws IOException {
    send("DELETE", PATH + "/" + name);
    out().printf("%s is no longer learned; other nodes follow within seconds.%n", name);
    out().flush();
    return 0;
  }

  private HttpResponse<byte[]> send(String method, String path) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve(path))
            .timeout(ANSWER)
            .method(method, BodyPublishers.noBody());
    apiKey.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newBuilder()
              .connectTimeout(ANSWER)
              .build()
              .send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 300) {
        throw new IOException(detail(answer));
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (java.net.ConnectException e) {
      throw new IOException("No node answers at " + node + ": name its admin port by --node.", e);
    }
  }

  private static String detail(HttpResponse<byte[]> answer) throws IOException {
    JsonNode problem = HttpJson.mapper().readTree(answer.body());
    return problem.path("detail").asText("The node answers " + answer.statusCode() + ".");
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
  }
}
