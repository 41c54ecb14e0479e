package tandem.app.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.http.EventBatch;
import tandem.protocol.http.EventReceipt;
import tandem.protocol.http.EventResult;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.ItemList;
import tandem.protocol.http.ListedItem;
import tandem.protocol.http.LogProgress;
import tandem.protocol.http.Strategy;
import tandem.protocol.kafka.InteractionReader;

/** A node that takes events and learns at once, or answers with a status that it is told to. */
final class FakeSystem implements AutoCloseable {

  private static final InteractionReader READER =
      new InteractionReader(
          new InteractionRules(
              Map.of("view", 0.5, "rating", 1.0),
              0.5,
              5,
              0.85,
              Instant.EPOCH,
              Duration.ofDays(1),
              65_536));

  private final ObjectMapper json = HttpJson.mapper();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<String> accepted = new ArrayList<>();
  private final Map<String, Set<String>> taken = new HashMap<>();
  private int status = 200;
  private boolean forgets;
  private int reads;

  private FakeSystem() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/events", this::events);
    server.createContext("/v1/users", this::list);
    server.createContext("/metrics", this::metrics);
    server.start();
  }

  static FakeSystem start() throws IOException {
    return new FakeSystem();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Events and lists are answered with this from now on; 200 is as they should be. */
  synchronized FakeSystem answersWith(int newStatus) {
    status = newStatus;
    return this;
  }

  /** Lists show what the user has taken. */
  synchronized FakeSystem thatForgets() {
    forgets = true;
    return this;
  }

  /** The events in its log, as they were posted. */
  synchronized List<String> accepted() {
    return List.copyOf(accepted);
  }

  synchronized int reads() {
    return reads;
  }

  private synchronized void events(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, LogProgress.of(List.of()));
    } else if (status != 200) {
      answer(exchange, status, Map.of("status", status));
    } else if ("application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      EventResult one = result(0, body);
      answer(exchange, 202, new EventReceipt(one.status(), String.valueOf(one.token())));
    } else {
      batch(exchange, body.lines().toList());
    }
  }

  private void batch(HttpExchange exchange, List<String> lines) throws IOException {
    List<EventResult> results = new ArrayList<>();
    for (String line : lines) {
      results.add(result(results.size(), line));
    }
    int good = (int) results.stream().filter(result -> result.token() != null).count();
    int bad = results.size() - good;
    answer(exchange, bad == 0 ? 202 : good == 0 ? 400 : 207, new EventBatch(good, bad, results));
  }

  private EventResult result(int index, String line) {
    InteractionReader.Result read =
        READER.read(line.getBytes(StandardCharsets.UTF_8), Instant.now());
    if (read instanceof InteractionReader.Accepted event) {
      Interaction interaction = event.interaction();
      accepted.add(line);
      taken
          .computeIfAbsent(interaction.user().value(), user -> new HashSet<>())
          .add(interaction.item().value());
      return new EventResult(index, EventResult.ACCEPTED, "token", null, null, null);
    }
    return new EventResult(index, EventResult.REJECTED, null, "not_json", null, "bad");
  }

  private synchronized void list(HttpExchange exchange) throws IOException {
    reads++;
    String user = exchange.getRequestURI().getPath().split("/", -1)[3];
    Set<String> has = taken.getOrDefault(user, Set.of());
    List<ListedItem> items = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      if (forgets || !has.contains("i" + i)) {
        items.add(new ListedItem("i" + i, 1, null, null, null, null, null, null, null));
      }
    }
    if (status == 200) {
      answer(
          exchange,
          200,
          new ItemList(
              items, Strategy.FACTORS, !has.isEmpty(), 1, null, null, null, null, null, null, 1));
    } else {
      answer(exchange, status, Map.of());
    }
  }

  private synchronized void metrics(HttpExchange exchange) throws IOException {
    String text =
        """
        # HELP process_cpu_time_ns_total The "process cpu time"
        process_cpu_time_ns_total 1.0E9
        jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 1048576.0
        jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 1048576.0
        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.0E9
        tandem_events_total{model="main",outcome="learned"} %d
        tandem_events_total{model="other",outcome="learned"} 1000000
        tandem_journal_rows_total{model="main"} %d
        """
            .formatted(accepted.size(), 2 * accepted.size());
    send(exchange, 200, text.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange, int code, Object body) throws IOException {
    send(exchange, code, json.writeValueAsBytes(body));
  }

  private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
