package tandem.app.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tandem.protocol.http.EventBatch;
import tandem.protocol.http.EventResult;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.LogProgress;

/**
 * The HTTP interface of a node that takes what it is sent: it keeps events and titles, rejects
 * events of the item {@code bad}, and has learned one batch more each time it is asked.
 */
final class FakeNode implements AutoCloseable {

  private static final int LEARNS = 500;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final ObjectMapper json = HttpJson.mapper();
  private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();
  private final List<List<JsonNode>> batches = Collections.synchronizedList(new ArrayList<>());
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  private final List<String> titles = Collections.synchronizedList(new ArrayList<>());
  private long end;
  private long settled;
  private int asked;

  private FakeNode(HttpServer server) {
    this.server = server;
  }

  static FakeNode start() throws IOException {
    return start(0);
  }

  static FakeNode start(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    FakeNode node = new FakeNode(server);
    server.setExecutor(node.threads);
    server.createContext("/", node::answer);
    server.start();
    return node;
  }

  /** A port on which nobody listens. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next requests fail with these, one each. */
  void failWith(Integer... statuses) {
    failures.addAll(List.of(statuses));
  }

  /** The header Authorization of each request, "" if it had none. */
  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** The events of each request, as they came. */
  List<List<JsonNode>> batches() {
    return List.copyOf(batches);
  }

  /** Method, path and body of each request for an item. */
  List<String> titles() {
    return List.copyOf(titles);
  }

  /** How often the progress was asked for. */
  synchronized int asked() {
    return asked;
  }

  synchronized boolean isLearned() {
    return settled == end;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String key = exchange.getRequestHeaders().getFirst("Authorization");
    authorizations.add(key == null ? "" : key);
    Integer failure = failures.poll();
    String path = exchange.getRequestURI().getPath();
    if (failure != null) {
      send(exchange, failure, "{\"detail\":\"told to fail\"}".getBytes(StandardCharsets.UTF_8));
    } else if (path.startsWith("/v1/items/")) {
      titles.add(exchange.getRequestMethod() + " " + path + " " + body);
      send(exchange, 204, new byte[0]);
    } else if (exchange.getRequestMethod().equals("POST")) {
      EventBatch batch = take(json.readTree(body));
      send(exchange, batch.rejected() == 0 ? 202 : 207, json.writeValueAsBytes(batch));
    } else {
      send(exchange, 200, json.writeValueAsBytes(progress()));
    }
  }

  private synchronized EventBatch take(JsonNode events) {
    List<JsonNode> batch = new ArrayList<>();
    List<EventResult> results = new ArrayList<>();
    int rejected = 0;
    for (JsonNode event : events) {
      boolean bad = event.path("item_id").asText().equals("bad");
      rejected += bad ? 1 : 0;
      results.add(
          bad
              ? new EventResult(batch.size(), EventResult.REJECTED, null, "why", null, "It is bad.")
              : new EventResult(batch.size(), EventResult.ACCEPTED, "token", null, null, null));
      batch.add(event);
    }
    batches.add(batch);
    end += batch.size() - rejected;
    return new EventBatch(batch.size() - rejected, rejected, results);
  }

  /** The second partition is empty, as in a log that is new. */
  private synchronized LogProgress progress() {
    asked++;
    LogProgress now =
        LogProgress.of(
            List.of(
                new LogProgress.Partition(0, end, settled), new LogProgress.Partition(1, 0, 0)));
    settled = Math.min(end, settled + LEARNS);
    return now;
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
