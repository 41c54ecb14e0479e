package tandem.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What asks for more than its share is refused, soon and at little cost. */
class DenialOfServiceTest {

  private static final int UNDER_WAY = 4;
  private static final int MEGABYTE = 1 << 20;

  @RegisterExtension
  static final TestServer SERVER =
      new TestServer(
          """
          tandem.http {
            limits.requests-under-way = %d
            body-timeout = 300 ms
            server.idle-timeout = 2 s
            streams.heartbeat = 1 s
          }
          """
              .formatted(UNDER_WAY));

  @Test
  void post_jsonOf10000Levels_is400() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    SERVER.post("/v1/events", deep).problem(400);
    SERVER.post("/v1/recommendations", "{\"items\":" + deep + "}").problem(400);
    SERVER.put("/v1/items/1", "{\"title\":" + deep + "}").problem(400);
  }

  @Test
  void post_gzipBomb_is415AndNotUnpacked() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      byte[] zeros = new byte[MEGABYTE];
      for (int megabyte = 0; megabyte < 64; megabyte++) {
        zip.write(zeros);
      }
    }
    for (String path : List.of("/v1/events", "/v1/recommendations")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SERVER.port() + path))
              .header("Content-Type", Body.JSON)
              .header("Content-Encoding", "gzip")
              .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
              .build();
      SERVER.send(request).problem(415);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2147483647",
        "2147483648",
        "-1",
        "-2147483648",
        "101",
        "0",
        "1e9",
        "99999999999999999999"
      })
  void list_kOutOfRange_is400(String k) {
    for (String path :
        List.of("/v1/popular", "/v1/users/ann/recommendations", "/v1/items/1/similar")) {
      assertThat(SERVER.get(path + "?k=" + k).problem(400).field()).isEqualTo("k");
    }
    assertThat(
            SERVER
                .post("/v1/recommendations", "{\"items\":[],\"k\":" + k + "}")
                .problem(400)
                .field())
        .isEqualTo("k");
  }

  @Test
  void list_hugeBasket_is400() {
    String items = String.join(",", Collections.nCopies(10_000, "\"101\""));
    assertThat(
            SERVER.post("/v1/recommendations", "{\"items\":[" + items + "]}").problem(400).field())
        .isEqualTo("items");
  }

  @Test
  void post_501Events_is400AndNoneIsTaken() {
    String event = "{\"user_id\":1,\"item_id\":101}";
    SERVER
        .post("/v1/events", "[" + String.join(",", Collections.nCopies(501, event)) + "]")
        .problem(400);
    SERVER.send("POST", "/v1/events", Body.NDJSON, (event + "\n").repeat(501)).problem(400);
    assertThat(SERVER.fakes().events.log()).isEmpty();
  }

  @Test
  void post_bodyThatStops_is408() {
    String answer =
        RawClient.exchange(
            SERVER.port(),
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
    assertThat(answer).startsWith("HTTP/1.1 408 ").contains(ProblemType.SLOW_BODY.uri());
  }

  @Test
  void send_headerThatStops_isClosed() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write("GET /v1/popular HTTP/1.1\r\nHost: local".getBytes(UTF_8));
      assertThat(isClosedByPeer(socket)).isTrue();
    }
  }

  private static boolean isClosedByPeer(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void get_whileManyConnectionsStandIdle_isAnswered() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int connection = 0; connection < 300; connection++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), SERVER.port()));
      }
      assertThat(SERVER.get("/v1/popular").status()).isEqualTo(200);
    } finally {
      for (Socket socket : idle) {
        close(socket);
      }
    }
  }

  @Test
  void get_moreAtOnceThanTheNodeTakes_is429AtOnceAndHealthIsAnswered() throws Exception {
    int clients = 3 * UNDER_WAY;
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      SERVER.fakes().hang();
      List<Future<Reply>> replies = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        replies.add(threads.submit(() -> SERVER.get("/v1/popular")));
      }
      assertThat(SERVER.get("/health/live").status()).isEqualTo(200);
      int refused = 0;
      for (Future<Reply> reply : replies) {
        refused += reply.get().status() == 429 ? 1 : 0;
        assertThat(reply.get().problem().status()).isIn(429, 504);
      }
      assertThat(refused).isBetween(1, clients - UNDER_WAY);
      SERVER.fakes().reset();
      for (int request = 0; request < 2 * UNDER_WAY; request++) {
        assertThat(SERVER.get("/v1/popular").status()).isEqualTo(200); // each place is free again
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
