package tandem.ingest;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.kafka.ConsumerMessage.CommittableMessage;
import akka.kafka.ConsumerMessage.CommittableOffset;
import akka.kafka.testkit.ConsumerResultFactory;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import tandem.model.Objective;
import tandem.protocol.InteractionRules;

/** The stream of partition 0 between a probe for Kafka and a probe for the committer. */
final class StreamFixture {

  static final int IN_FLIGHT = 4;
  static final long TIMESTAMP = 1_629_828_723_000L;
  static final long AGE = 250;

  private static final IngestSettings SETTINGS =
      new IngestSettings(
          FakeLog.TOPIC,
          FakeRejectedTopic.TOPIC,
          "tandem",
          IN_FLIGHT,
          Duration.ofSeconds(20),
          Duration.ofMillis(1),
          Duration.ofMillis(10),
          Duration.ofSeconds(30));

  final FakeLearner learner = new FakeLearner();
  final FakeFrontierStore store = new FakeFrontierStore();
  final FakeLog kafka = new FakeLog(1).holds(0, 0, 1_000);
  final IngestMetrics metrics = new IngestMetrics(() -> TIMESTAMP + AGE);
  private final ActorSystem<?> system;
  final IngestStream stream;

  StreamFixture(ActorSystem<?> system, Objective objective, FakeRejectedTopic rejected) {
    this.system = system;
    this.stream =
        new IngestStream(
            system,
            SETTINGS,
            InteractionRules.defaults(),
            objective,
            learner,
            rejected.rejections,
            kafka.log,
            store,
            metrics);
  }

  /** One life of the stream of the partition. */
  record Life(
      TestPublisher.Probe<CommittableMessage<byte[], byte[]>> source,
      TestSubscriber.Probe<Long> sink) {

    void send(long offset, String value) {
      source.sendNext(message(offset, value));
    }

    void rate(long offset, double rating) {
      send(offset, rating(offset, rating));
    }
  }

  /** As it is when Kafka assigns the partition to this node: it begins at the stored frontier. */
  Flow<CommittableMessage<byte[], byte[]>, Long, NotUsed> assigned() {
    var partition = FakeLog.partition(0);
    stream.assignments.starts(Set.of(partition)).toCompletableFuture().join();
    return stream.settle(partition).map(StreamFixture::offset);
  }

  /** Starts a life that asks the committer's side for all. */
  Life start() {
    var probes =
        TestSource.<CommittableMessage<byte[], byte[]>>create(system)
            .via(assigned())
            .toMat(TestSink.create(system), Keep.both())
            .run(system);
    probes.second().request(Long.MAX_VALUE);
    return new Life(probes.first(), probes.second());
  }

  /** JSON of a rating by its own user. */
  static String rating(long user, double rating) {
    return "{\"user_id\": %d, \"item_id\": 101, \"value\": %s}".formatted(user, rating);
  }

  static CommittableMessage<byte[], byte[]> message(long offset, String value) {
    return ConsumerResultFactory.committableMessage(
        new ConsumerRecord<>(
            FakeLog.TOPIC,
            0,
            offset,
            TIMESTAMP,
            TimestampType.CREATE_TIME,
            -1,
            -1,
            null,
            value.getBytes(StandardCharsets.UTF_8),
            new RecordHeaders(),
            Optional.empty()),
        ConsumerResultFactory.committableOffset("tandem", FakeLog.TOPIC, 0, offset, ""));
  }

  private static long offset(CommittableOffset committable) {
    return committable.partitionOffset().offset();
  }
}
