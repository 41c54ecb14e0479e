package tandem.app.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tandem.app.dataset.ItemTitle;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.http.EventResult;

final class NodeClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ItemTitle ALIEN =
      new ItemTitle(new ItemId("i1"), "Alien", List.of("horror", "space"));

  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private FakeNode node;

  @BeforeEach
  void start() throws IOException {
    node = FakeNode.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void post_events_sendsTheirJsonAndReturnsAResultForEach() throws IOException {
    List<EventResult> results = client().post(List.of(event("i1"), event("bad")));

    assertThat(results)
        .extracting(EventResult::status)
        .containsExactly(EventResult.ACCEPTED, EventResult.REJECTED);
    assertThat(node.batches()).hasSize(1);
    assertThat(node.batches().get(0).get(0).path("user_id").asText()).isEqualTo("u1");
    assertThat(node.batches().get(0).get(0).path("item_id").asText()).isEqualTo("i1");
    assertThat(node.batches().get(0).get(0).path("value").asDouble()).isEqualTo(4.5);
    assertThat(warnings).isEmpty();
  }

  @Test
  void post_withAKey_showsIt() throws IOException {
    client().post(List.of(event("i1")));
    new NodeClient(node.address(), Optional.of("tandem_k"), PATIENCE, warnings::add)
        .post(List.of(event("i1")));

    assertThat(node.authorizations()).containsExactly("", "Bearer tandem_k");
  }

  @Test
  void put_title_sendsTitleAndCategories() throws IOException {
    client().put(ALIEN);

    assertThat(node.titles())
        .containsExactly(
            "PUT /v1/items/i1 {\"title\":\"Alien\",\"categories\":[\"horror\",\"space\"]}");
  }

  @Test
  void post_serverErrors_areTriedAgainAndWarnedOfOnce() throws IOException {
    node.failWith(503, 429, 500, 504);

    assertThat(client().post(List.of(event("i1")))).hasSize(1);

    assertThat(node.batches()).hasSize(1);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains(node.address().toString()).contains("60 s");
  }

  @Test
  void post_connectionRefused_isTriedUntilTheNodeIsThere() throws Exception {
    int port = FakeNode.freePort();
    CountDownLatch refused = new CountDownLatch(1);
    NodeClient client =
        new NodeClient(
            URI.create("http://127.0.0.1:" + port),
            Optional.empty(),
            PATIENCE,
            warning -> refused.countDown());
    CompletableFuture<Integer> sent =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.post(List.of(event("i1"))).size();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
    try (FakeNode late = FakeNode.start(port)) {
      assertThat(sent).succeedsWithin(PATIENCE).isEqualTo(1);
      assertThat(late.batches()).hasSize(1);
    }
  }

  @Test
  void post_nobodyThereWithinThePatience_isAnIoException() throws IOException {
    URI nobody = URI.create("http://127.0.0.1:" + FakeNode.freePort());
    NodeClient client =
        new NodeClient(nobody, Optional.empty(), Duration.ofMillis(300), warnings::add);

    assertThatThrownBy(() -> client.post(List.of(event("i1"))))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(nobody + " does not answer");
    assertThat(warnings).hasSize(1);
  }

  @Test
  void post_serverErrorsBeyondThePatience_areAnIoExceptionWithStatusAndBody() {
    node.failWith(Collections.nCopies(100, 503).toArray(Integer[]::new));
    NodeClient client =
        new NodeClient(node.address(), Optional.empty(), Duration.ofMillis(300), warnings::add);

    assertThatThrownBy(() -> client.post(List.of(event("i1"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answers 503 to /v1/events")
        .hasMessageContaining("told to fail");
  }

  @Test
  void put_clientError_isAnIoExceptionWithStatusAndBodyAtOnce() throws IOException {
    node.failWith(404);

    assertThatThrownBy(() -> client().put(ALIEN))
        .isInstanceOf(IOException.class)
        .hasMessage(node.address() + " answers 404 to /v1/items/i1: {\"detail\":\"told to fail\"}");
    assertThat(node.titles()).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void awaitLearned_eventsInTheLog_returnsWhenTheEndIsReached() throws IOException {
    client().post(Collections.nCopies(500, event("i1")));
    client().post(Collections.nCopies(500, event("i2")));
    List<Long> waiting = new ArrayList<>();

    client().awaitLearned(progress -> waiting.add(progress.waiting()));

    // The goal is asked for first, after which the node has learned 500.
    assertThat(waiting).containsExactly(500L, 0L);
    assertThat(node.isLearned()).isTrue();
  }

  @Test
  void awaitLearned_errorMeanwhile_goesOn() throws IOException {
    client().post(List.of(event("i1")));
    node.failWith(503);

    client().awaitLearned(progress -> node.failWith(503));

    assertThat(node.isLearned()).isTrue();
    assertThat(warnings).isNotEmpty();
  }

  private NodeClient client() {
    return new NodeClient(node.address(), Optional.empty(), PATIENCE, warnings::add);
  }

  private static Interaction event(String item) {
    return new Interaction(
        new UserId("u1"), new ItemId(item), "rating", 4.5, Instant.ofEpochSecond(5), null);
  }
}
