package tandem.http;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.ServerBinding;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tandem.protocol.InteractionRules;

/** The real server on a free port, over fakes, with the JDK's client in front. */
final class TestServer implements AfterAllCallback, BeforeEachCallback {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();
  private static final Config CONFIG =
      ConfigFactory.parseString(
          "tandem.http { port = 0, admin.port = 0, timeout = "
              + Fakes.TIMEOUT.toMillis()
              + " ms }");

  private final Fakes fakes = new Fakes();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpSettings settings;
  private final ActorTestKit kit;
  private final ServerBinding binding;
  private final ServerBinding admin;

  /** A server that asks nobody for a key. */
  TestServer() {
    this("");
  }

  /** A server with other settings, in HOCON. */
  TestServer(String other) {
    Config config = ConfigFactory.load(ConfigFactory.parseString(other).withFallback(CONFIG));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    settings = HttpSettings.of(config);
    kit = ActorTestKit.create("http", config);
    binding =
        HttpServer.start(kit.system(), settings, fakes.ports(), InteractionRules.defaults(), clock)
            .toCompletableFuture()
            .join();
    admin =
        HttpServer.startAdmin(kit.system(), settings, fakes.adminPorts(), clock)
            .toCompletableFuture()
            .join();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    fakes.reset();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    kit.shutdownTestKit();
  }

  Fakes fakes() {
    return fakes;
  }

  HttpSettings settings() {
    return settings;
  }

  int port() {
    return binding.localAddress().getPort();
  }

  /** Until it holds. */
  void await(Runnable check) {
    kit.createTestProbe()
        .awaitAssert(
            () -> {
              check.run();
              return true;
            });
  }

  Reply get(String path) {
    return send("GET", path, "", "");
  }

  /** The same on the admin port. */
  Reply getAdmin(String path) {
    return send(HttpRequest.newBuilder(uri(admin, path)).build());
  }

  Reply sendAdmin(String method, String path) {
    return send(
        HttpRequest.newBuilder(uri(admin, path)).method(method, BodyPublishers.noBody()).build());
  }

  Reply delete(String path) {
    return send("DELETE", path, "", "");
  }

  Reply post(String path, String json) {
    return send("POST", path, Body.JSON, json);
  }

  Reply put(String path, String json) {
    return send("PUT", path, Body.JSON, json);
  }

  /** Sends a request; without Content-Type if that is "". */
  Reply send(String method, String path, String contentType, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(binding, path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    return send(request.build());
  }

  /** A request with JSON, if not "", and one header more. */
  Reply call(String method, String path, String json, String header, String value) {
    ServerBinding server =
        path.startsWith("/v1/admin") || path.equals("/metrics") ? admin : binding;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(server, path))
            .header(header, value)
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    return send(
        json.isEmpty() ? request.build() : request.header("Content-Type", Body.JSON).build());
  }

  private static URI uri(ServerBinding server, String path) {
    return URI.create("http://127.0.0.1:" + server.localAddress().getPort() + path);
  }

  /** Sends a request; the answer must be as the OpenAPI file says. */
  Reply send(HttpRequest request) {
    try {
      Reply reply = new Reply(client.send(request, BodyHandlers.ofString()));
      DOCUMENT.check(request.method(), request.uri().getRawPath(), reply);
      return reply;
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
