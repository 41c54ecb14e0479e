package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.TestNode.get;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.app.kafka.EmbeddedKafka;
import tandem.app.kafka.Topics;
import tandem.http.UnavailableException;
import tandem.ingest.EventLog;
import tandem.ingest.Frontier;
import tandem.ingest.FrontierStore;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;
import tandem.protocol.http.LogProgress;
import tandem.protocol.kafka.InteractionWriter;

/** The topic is a real one, of two partitions and empty; the producer does as it is told. */
final class PublisherTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOPIC = "events";

  private static ActorTestKit kit;
  private static EmbeddedKafka kafka;
  private static Admin admin;

  private final FakeFrontiers frontiers = new FakeFrontiers();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private Instant now = Instant.EPOCH;
  private Publisher publisher;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    kafka = EmbeddedKafka.start(directory, 0);
    Topics.ensure(kafka.bootstrap(), TOPIC, 2);
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()));
    kit = ActorTestKit.create("publisher", TestNode.config(directory, 0, ""));
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
    admin.close();
    kafka.close();
  }

  @BeforeEach
  void create() {
    publisher = publisher(admin);
  }

  @Test
  void publish_acknowledged_returnsThePlacesInOrder() {
    List<Interaction> events = events(500);
    CompletionStage<List<RecordId>> places = publisher.publish(events, PATIENCE);
    acknowledge(events.size());

    assertThat(get(places)).extracting(RecordId::offset).isSorted();
    assertThat(producer.history())
        .extracting(sent -> new String(sent.value(), StandardCharsets.UTF_8))
        .containsExactlyElementsOf(
            events.stream()
                .map(e -> new String(InteractionWriter.value(e), StandardCharsets.UTF_8))
                .toList());
  }

  @Test
  void publish_topicMadeAnew_isNoticedAfterASecond() throws Exception {
    assertThat(publishOne().epoch()).isEqualTo(0);
    admin.deleteTopics(List.of(TOPIC)).all().get();
    Topics.ensure(kafka.bootstrap(), TOPIC, 2);
    await(() -> Topics.find(kafka.bootstrap(), TOPIC).isPresent());
    frontiers.epoch = 1;
    now = now.plusMillis(999);
    assertThat(publishOne().epoch()).isEqualTo(0);
    now = now.plusMillis(1);
    assertThat(publishOne().epoch()).isEqualTo(1);
  }

  @Test
  void publish_databaseAway_isAcceptedAllTheSame() {
    assertThat(publishOne().epoch()).isEqualTo(0);
    frontiers.reachable = false;
    now = now.plusSeconds(2);

    assertThat(publishOne().epoch()).isEqualTo(0);
  }

  @Test
  void publish_someNotAcknowledged_timesOut() {
    CompletionStage<List<RecordId>> places = publisher.publish(events(2), Duration.ofSeconds(1));
    acknowledge(1);

    assertFails(places, TimeoutException.class);
  }

  @Test
  void publish_failureThatMayPass_isUnavailable() {
    CompletionStage<List<RecordId>> places = publisher.publish(events(1), PATIENCE);
    await(() -> producer.errorNext(new NotEnoughReplicasException("no")));

    assertFails(places, UnavailableException.class);
  }

  @Test
  void publish_failureThatStays_isThatFailure() {
    CompletionStage<List<RecordId>> places = publisher.publish(events(1), PATIENCE);
    await(() -> producer.errorNext(new RecordTooLargeException("no")));

    assertFails(places, RecordTooLargeException.class);
  }

  @Test
  void publishAndProgress_noBroker_areUnavailable() {
    // Nobody listens on port 1.
    try (Admin away =
        Admin.create(
            Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "default.api.timeout.ms", 200,
                "request.timeout.ms", 200))) {
      assertFails(publisher(away).publish(events(1), PATIENCE), UnavailableException.class);
      assertFails(publisher(away).progress(PATIENCE), UnavailableException.class);
    }
  }

  @Test
  void progress_nothingSettled_isAtTheStart() {
    assertThat(get(publisher.progress(PATIENCE)))
        .containsExactly(new LogProgress.Partition(0, 0, 0), new LogProgress.Partition(1, 0, 0));
  }

  @Test
  void progress_frontierBeyondTheEndAskedFor_raisesTheEnd() {
    frontiers.next = Optional.of(7L);

    assertThat(get(publisher.progress(PATIENCE)))
        .containsExactly(new LogProgress.Partition(0, 7, 7), new LogProgress.Partition(1, 7, 7));
  }

  @Test
  void progress_frontierDoesNotAnswer_timesOut() {
    frontiers.answering = false;

    assertFails(publisher.progress(Duration.ofMillis(500)), TimeoutException.class);
  }

  private RecordId publishOne() {
    CompletionStage<List<RecordId>> places = publisher.publish(events(1), PATIENCE);
    acknowledge(1);
    return get(places).get(0);
  }

  private void acknowledge(int events) {
    for (int e = 0; e < events; e++) {
      await(producer::completeNext);
    }
  }

  /** Tries until there is a record to answer. */
  private static void await(BooleanSupplier answer) {
    kit.createTestProbe()
        .awaitAssert(
            PATIENCE,
            () -> {
              assertThat(answer.getAsBoolean()).isTrue();
              return Done.getInstance();
            });
  }

  private static void assertFails(CompletionStage<?> stage, Class<? extends Exception> failure) {
    assertThat(stage.toCompletableFuture())
        .failsWithin(PATIENCE)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(failure);
  }

  private Publisher publisher(Admin of) {
    return new Publisher(
        producer, Runnable::run, TOPIC, new EventLog(of, TOPIC), frontiers, () -> now);
  }

  private static List<Interaction> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            e ->
                new Interaction(
                    new UserId("u"), new ItemId("i" + e), "view", null, Instant.EPOCH, null))
        .toList();
  }

  /** One frontier for all partitions. */
  private static final class FakeFrontiers implements FrontierStore {

    private volatile int epoch;
    private volatile boolean reachable = true;
    private volatile Optional<Long> next = Optional.empty();
    private volatile boolean answering = true;

    @Override
    public CompletionStage<Integer> epoch(String topic, String topicId) {
      return reachable
          ? CompletableFuture.completedFuture(epoch)
          : CompletableFuture.failedFuture(new IllegalStateException("away"));
    }

    @Override
    public CompletionStage<Optional<Frontier.Progress>> load(
        String topic, int epoch, int partition) {
      return answering
          ? CompletableFuture.completedFuture(
              next.map(offset -> new Frontier.Progress(offset, 0, 0)))
          : new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Done> save(
        String topic, int epoch, int partition, Frontier.Progress progress) {
      throw new UnsupportedOperationException();
    }
  }
}
