package tandem.app;

import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.http.Ports;
import tandem.ingest.IngestMetrics;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;
import tandem.protocol.RecordId;

/** A whole node in the tests' JVM, with calls that wait for the answer. */
final class TestNode implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The time of the first event; each later one is a second further. */
  static final Instant START = Instant.parse("2024-02-29T12:00:00Z");

  private final Node node;
  private final TestProbe<Object> probe;
  private final HttpClient http = HttpClient.newHttpClient();
  private int published;

  private TestNode(Node node) {
    this.node = node;
    this.probe = TestProbe.create(node.system());
  }

  /** Starts on {@code directory} with {@code settings} over the defaults, and waits until ready. */
  static TestNode start(Path directory, String settings) throws IOException {
    TestNode node = new TestNode(Node.start(config(directory, 0, settings)));
    node.await(() -> check(node.ready()));
    return node;
  }

  /** The program's configuration, but small, and without an end of the JVM. */
  static Config config(Path directory, int port, String settings) {
    Config small =
        ConfigFactory.parseString(
            "tandem.content.refresh = off\n" // a slow test must not be placed anew in its midst
                + settings
                + "\nakka.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }"
                + "\ntandem.model.factors = 8"
                + "\ntandem.kafka.partitions = 2"
                + "\ntandem.entity.index-flush-interval = 100 ms");
    return AppConfig.load(Optional.empty(), Overrides.of(port, 0, directory).withFallback(small));
  }

  Ports ports() {
    return node.ports();
  }

  IngestMetrics metrics() {
    return node.metrics();
  }

  boolean ready() {
    return get(ports().health().checks(PATIENCE)).stream().allMatch(check -> check.ok());
  }

  /** An event with a rating. */
  Interaction rating(String user, String item, double value) {
    return event(user, item, "rating", value);
  }

  /** An event without a value. */
  Interaction event(String user, String item, String type) {
    return event(user, item, type, null);
  }

  private Interaction event(String user, String item, String type, @Nullable Double value) {
    Instant time = START.plusSeconds(published++);
    return new Interaction(new UserId(user), new ItemId(item), type, value, time, null);
  }

  /** Publishes the events; returns when each is learned and the lists show it. */
  List<RecordId> learn(Interaction... events) {
    List<RecordId> records = get(ports().events().publish(List.of(events), PATIENCE));
    for (int e = 0; e < events.length; e++) {
      ListAnswer unused = list(events[e].user().value(), 1, Optional.of(records.get(e)));
    }
    return records;
  }

  ListAnswer list(String user, int k, Optional<RecordId> after) {
    return get(
        ports().recommendations().forUser(new UserId(user), ListRequest.of(k), after, PATIENCE));
  }

  /** Returns when the item is described and the index shows it. */
  void describe(String item, ItemDescription description) {
    get(ports().items().describe(new ItemId(item), description, PATIENCE));
    await(
        () ->
            check(
                get(ports().items().get(new ItemId(item), PATIENCE))
                    .filter(facts -> facts.description().equals(description))
                    .isPresent()));
  }

  /** Returns when the item is removed and the index shows it. */
  void remove(String item) {
    get(ports().items().remove(new ItemId(item), PATIENCE));
    await(() -> check(get(ports().items().get(new ItemId(item), PATIENCE)).isEmpty()));
  }

  /** Tries until {@code condition} throws nothing. */
  void await(Runnable condition) {
    probe.awaitAssert(
        PATIENCE,
        () -> {
          condition.run();
          return null;
        });
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  /** The lines of the stream of a user's lists. */
  Stream<String> stream(String user) {
    URI uri = uri("/v1/users/" + user + "/recommendations/stream?k=100");
    return get(http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines())).body();
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> put(String path, String json) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> getAdmin(String path) throws Exception {
    URI uri = URI.create(node.adminAddress() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  String adminAddress() {
    return node.adminAddress();
  }

  HttpResponse<String> sendAdmin(String method, String path) throws Exception {
    URI uri = URI.create(node.adminAddress() + path);
    return http.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create(node.address() + path);
  }

  /** The answer of a stage that succeeds. */
  static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  static List<String> ids(ListAnswer list) {
    return list.items().stream().map(entry -> entry.item().value()).toList();
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError("not yet");
    }
  }

  @Override
  public void close() {
    get(node.stop());
  }
}
