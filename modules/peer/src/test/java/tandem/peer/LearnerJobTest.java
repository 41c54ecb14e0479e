package tandem.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.app.kafka.EmbeddedKafka;
import tandem.loadgen.Population;
import tandem.loadgen.PopulationSettings;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.RunningMean;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.kafka.InteractionWriter;

/** The job learns each event once, whatever dies, and what the program would. */
final class LearnerJobTest {

  private static final String EVENTS = "user_behavior";
  private static final String GRADIENTS = "gradients";
  private static final int PARTITIONS = 2; // one for each reader
  private static final int HALF = 1_500;
  private static final int LONERS = 10;
  private static final Instant START = Instant.parse("2026-11-29T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Population population =
      new Population(PopulationSettings.defaults(5).withSize(200, 100), START);
  private final List<Interaction> sent = new ArrayList<>();

  @Test
  void job_thatFailsAndGoesOnFromACheckpoint_learnsEachEventOnce(@TempDir Path directory)
      throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0)) {
      makeTopics(kafka);
      JobSettings settings =
          new JobSettings(
              kafka.bootstrap(),
              EVENTS,
              GRADIENTS,
              0,
              8,
              1,
              500,
              "hashmap",
              directory.resolve("checkpoints").toUri().toString());
      JobClient job = LearnerJob.create(settings, new Seen()).executeAsync("test");
      try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
        send(producer);
        await(() -> Seen.DURABLE.get() == sent.size());
        compareInTheOrderOfTheItems(settings.sgd());
        Seen.FAILS_IN.set(100);
        send(producer);
      }
      await(() -> Seen.LEARNED.size() == sent.size());
      int checkpoints = Seen.CHECKPOINTS.get();
      await(() -> Seen.CHECKPOINTS.get() > checkpoints + 2 * 2);

      assertThat(Seen.FAILURES).hasValue(1);
      assertThat(records(kafka)).as("gradients, some of them twice").isGreaterThan(sent.size());
      assertThat(count(Seen.USERS)).isEqualTo(sent.size());
      assertThat(count(Seen.ITEMS)).isEqualTo(sent.size());
      assertThat(Seen.REJECTED.get()).isGreaterThanOrEqualTo(2);
      compareInTheOrderOfTheLog(settings.sgd());
      job.cancel().get();
    }
  }

  /** One thread in the same order: every bit of every user and item. */
  private static void compareInTheOrderOfTheItems(Sgd sgd) {
    OneThread single = new OneThread(sgd);
    Seen.ORDER.forEach(
        event -> single.learn(event.user(), event.item(), event.target(), event.mean()));
    assertThat(Seen.USERS).isEqualTo(single.users);
    assertThat(Seen.ITEMS).isEqualTo(single.items);
  }

  /**
   * One thread in the order of the log: exact for those whose order it is, close for the others.
   */
  private void compareInTheOrderOfTheLog(Sgd sgd) {
    OneThread single = new OneThread(sgd);
    Map<Integer, RunningMean> means = new HashMap<>();
    for (Interaction event : sent) {
      Target target = JobSettings.rules().target(event, Objective.RATING);
      RunningMean mean = means.computeIfAbsent(partition(event), p -> new RunningMean());
      if (target.weight() > 0) {
        mean.add(target.value());
      }
      single.learn(event.user(), event.item(), target, (float) mean.mean());
    }
    for (int loner = 0; loner < LONERS; loner++) {
      assertThat(Seen.USERS)
          .containsEntry(
              "loner" + loner, Objects.requireNonNull(single.users.get("loner" + loner)));
    }
    double squares = 0;
    for (Interaction event : sent) {
      double difference =
          score(sgd, event, Seen.USERS, Seen.ITEMS) - score(sgd, event, single.users, single.items);
      squares += difference * difference;
    }
    assertThat(Math.sqrt(squares / sent.size())).isLessThan(0.05);
  }

  /** The model without Flink. */
  private static final class OneThread {
    private final Map<String, Factors> users = new HashMap<>();
    private final Map<String, Factors> items = new HashMap<>();
    private final Sgd sgd;

    OneThread(Sgd sgd) {
      this.sgd = sgd;
    }

    void learn(UserId userId, ItemId itemId, Target target, float mean) {
      Factors user = users.computeIfAbsent(userId.value(), id -> sgd.freshUser(userId));
      Factors item = items.computeIfAbsent(itemId.value(), id -> sgd.freshItem(itemId));
      float error = sgd.error(target, mean, user, item);
      users.put(userId.value(), sgd.stepUser(user, item.vector(), error));
      items.put(itemId.value(), sgd.stepItem(item, user.vector(), error));
    }
  }

  private static float score(
      Sgd sgd, Interaction event, Map<String, Factors> users, Map<String, Factors> items) {
    return sgd.score(
        0f,
        Objects.requireNonNull(users.get(event.user().value())),
        Objects.requireNonNull(items.get(event.item().value())));
  }

  private static long count(Map<String, Factors> all) {
    return all.values().stream().mapToLong(Factors::count).sum();
  }

  private void send(KafkaProducer<byte[], byte[]> producer) throws Exception {
    for (int n = 0; n < HALF; n++) {
      Instant now = START.plusSeconds(sent.size());
      send(producer, population.next(now));
      send(producer, loner(n, now));
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      producer.send(new ProducerRecord<>(EVENTS, partition, null, new byte[] {'{'})).get();
    }
  }

  /** Those whose items are their own: their steps have but one order. */
  private static Interaction loner(int n, Instant now) {
    int loner = n % LONERS;
    return new Interaction(
        new UserId("loner" + loner),
        new ItemId("item" + loner + "." + n % 7),
        "rating",
        (n % 10 + 1) / 2.0,
        now,
        null);
  }

  private void send(KafkaProducer<byte[], byte[]> producer, Interaction event) {
    sent.add(event);
    var unused =
        producer.send(
            new ProducerRecord<>(
                EVENTS,
                partition(event),
                InteractionWriter.key(event),
                InteractionWriter.value(event)));
  }

  private static int partition(Interaction event) {
    byte[] user = event.user().value().getBytes(StandardCharsets.ISO_8859_1);
    return user[user.length - 1] % PARTITIONS;
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka) {
    return new KafkaProducer<>(
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Admin admin(EmbeddedKafka kafka) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap()));
  }

  private static void makeTopics(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = admin(kafka)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(EVENTS, Optional.of(PARTITIONS), Optional.empty()),
                  new NewTopic(GRADIENTS, Optional.of(PARTITIONS), Optional.empty())))
          .all()
          .get();
    }
  }

  private static long records(EmbeddedKafka kafka) throws Exception {
    long records = 0;
    try (Admin admin = admin(kafka)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        TopicPartition place = new TopicPartition(GRADIENTS, partition);
        records +=
            admin
                .listOffsets(Map.of(place, OffsetSpec.latest()))
                .partitionResult(place)
                .get()
                .offset();
      }
    }
    return records;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("comes about in time").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
