package tandem.ingest;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.kafka.CommitterSettings;
import akka.kafka.ConsumerMessage.CommittableMessage;
import akka.kafka.ConsumerMessage.CommittableOffset;
import akka.kafka.ConsumerSettings;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Committer;
import akka.kafka.javadsl.Consumer;
import akka.stream.KillSwitches;
import akka.stream.RestartSettings;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import tandem.model.Objective;
import tandem.model.Target;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.RecordId;
import tandem.protocol.kafka.InteractionReader;
import tandem.protocol.kafka.Rejection;

/**
 * The way of the events from Kafka to the users. Each partition is a stream of its own: read
 * (parse, clean, validate, normalise), then learn or reject, a bounded number at once, then move
 * the frontier, store it, and tell Kafka for display. What is under way bounds all queues behind
 * it: the stream takes no more from Kafka than the entities acknowledge.
 */
public final class IngestStream {

  private static final int MOST_PARTITIONS = 10_000;

  private final ActorSystem<?> system;
  private final IngestSettings settings;
  private final InteractionReader reader;
  private final InteractionRules rules;
  private final Objective objective;
  private final Learner learner;
  private final Rejecter rejections;
  private final FrontierStore store;
  private final EventLog log;
  private final IngestMetrics metrics;
  private final SharedMean mean = new SharedMean();
  private final LogWatch watch;
  final Assignments assignments; // the test gives itself a partition
  private final AtomicReference<Consumer.@Nullable Control> running = new AtomicReference<>();

  /** A stream that is not started yet. */
  public IngestStream(
      ActorSystem<?> system,
      IngestSettings settings,
      InteractionRules rules,
      Objective objective,
      Learner learner,
      Rejecter rejections,
      EventLog log,
      FrontierStore store,
      IngestMetrics metrics) {
    this.system = system;
    this.settings = settings;
    this.rules = rules;
    this.reader = new InteractionReader(rules);
    this.objective = objective;
    this.learner = learner;
    this.rejections = rejections;
    this.store = store;
    this.log = log;
    this.metrics = metrics;
    this.watch = new LogWatch(log, store);
    this.assignments = new Assignments(log, store, mean);
  }

  /** A record under way. */
  private record InFlight(
      ConsumerRecord<byte[], byte[]> record,
      Delivery delivery,
      InteractionReader.Result read,
      Frontier.Entry<CommittableOffset> entry,
      float mean) {}

  /** Settings of a consumer for {@link #start}, as the configuration has them. */
  public ConsumerSettings<byte[], byte[]> consumerSettings() {
    return ConsumerSettings.create(system, new ByteArrayDeserializer(), watch.deserializer());
  }

  /**
   * Runs until the actor system shuts down, which drains it while the entities are still there, or
   * until what it returns is called, which completes when it is drained.
   */
  public Supplier<CompletionStage<Done>> start(ConsumerSettings<byte[], byte[]> consumer) {
    CommitterSettings committer = CommitterSettings.create(system);
    Pair<UniqueKillSwitch, CompletionStage<Done>> stream =
        RestartSource.onFailuresWithBackoff(
                RestartSettings.create(settings.restartMin(), settings.restartMax(), 0.2),
                () ->
                    Source.completionStage(log.ensurePositions(settings.groupId()))
                        .flatMapConcat(ready -> partitions(consumer, committer)))
            .viaMat(KillSwitches.single(), Keep.right())
            .toMat(Sink.ignore(), Keep.both())
            .run(system);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceStop(),
            "drain-ingest",
            () ->
                isDowned()
                    ? abandon(stream.first(), stream.second())
                    : stop(stream.first(), stream.second()));
    return () -> stop(stream.first(), stream.second());
  }

  private boolean isDowned() {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(CoordinatedShutdown.clusterDowningReason()::equals)
        .isPresent();
  }

  /** Nobody is left to learn what is under way; others wait for the partitions. */
  private static CompletionStage<Done> abandon(UniqueKillSwitch stream, CompletionStage<Done> end) {
    stream.shutdown();
    return end;
  }

  /** Drains the consumer; where there is none, before the start or between two, ends the stream. */
  private CompletionStage<Done> stop(UniqueKillSwitch stream, CompletionStage<Done> end) {
    Consumer.Control consumer = running.get();
    if (consumer == null) {
      stream.shutdown();
      return end;
    }
    return consumer.drainAndShutdown(end, system.executionContext());
  }

  private Source<Done, NotUsed> partitions(
      ConsumerSettings<byte[], byte[]> consumer, CommitterSettings committer) {
    return Consumer.committablePartitionedSource(
            consumer.withGroupId(settings.groupId()),
            Subscriptions.topics(settings.topic()).withPartitionAssignmentHandler(assignments))
        .watchTermination(
            (control, ended) -> {
              running.set(control);
              var unused = ended.whenComplete((done, e) -> running.compareAndSet(control, null));
              return NotUsed.getInstance();
            })
        .mapAsyncUnordered(
            MOST_PARTITIONS,
            partition ->
                partition
                    .second()
                    .via(settle(partition.first()))
                    .runWith(Committer.sink(committer), system));
  }

  /** Records of a partition in, Kafka offsets that the stored frontier has passed out. */
  Flow<CommittableMessage<byte[], byte[]>, CommittableOffset, NotUsed> settle(
      TopicPartition partition) {
    Assignments.Assignment assignment = assignments.get(partition.partition());
    Frontier<CommittableOffset> frontier = new Frontier<>(assignment.progress());
    UserOrder order = new UserOrder();
    IngestMetrics.Place place =
        metrics.begin(partition.partition(), assignment.progress().nextOffset());
    LogWatch.OfEpoch life = watch.of(partition.topic(), assignment.epoch());
    return Flow.<CommittableMessage<byte[], byte[]>>create()
        .mapAsync(1, life::confirm)
        .map(message -> begin(message, assignment.epoch(), frontier))
        .mapAsync(
            settings.inFlight(),
            record -> learnOrReject(record, order)) // in order: a stuck record bounds the rest
        .mapConcat(done -> move(place, done, frontier))
        .conflate((older, newer) -> newer)
        .throttle(1, settings.frontierInterval())
        .mapAsync(1, reached -> store(partition, assignment.epoch(), reached))
        .watchTermination(
            (started, ended) -> {
              var unused = ended.whenComplete((done, failure) -> metrics.end(place));
              return started;
            });
  }

  private InFlight begin(
      CommittableMessage<byte[], byte[]> message, int epoch, Frontier<CommittableOffset> frontier) {
    ConsumerRecord<byte[], byte[]> record = message.record();
    InteractionReader.Result read =
        reader.read(record.value(), Instant.ofEpochMilli(record.timestamp()));
    double rating = rating(read);
    float meanNow = Double.isNaN(rating) ? mean.value() : mean.add(record.partition(), rating);
    Frontier.Entry<CommittableOffset> entry =
        frontier.begin(record.offset(), rating, message.committableOffset());
    RecordId id = new RecordId(epoch, record.partition(), record.offset());
    return new InFlight(record, new Delivery(id, frontier.value()), read, entry, meanNow);
  }

  /** What the record adds to the mean of all ratings, in the model's scale; NaN for nothing. */
  private double rating(InteractionReader.Result read) {
    if (objective == Objective.RATING && read instanceof InteractionReader.Accepted accepted) {
      Target target = rules.target(accepted.interaction(), objective);
      return target.weight() > 0 ? target.value() : Double.NaN;
    }
    return Double.NaN;
  }

  private CompletionStage<Frontier.Entry<CommittableOffset>> learnOrReject(
      InFlight record, UserOrder order) {
    if (record.read() instanceof InteractionReader.Accepted accepted) {
      return learn(record, accepted.interaction(), order);
    }
    if (record.read() instanceof InteractionReader.Rejected rejected) {
      return reject(record, rejected.rejection());
    }
    throw new IllegalStateException("a record is accepted or rejected");
  }

  private CompletionStage<Frontier.Entry<CommittableOffset>> reject(
      InFlight record, Rejection rejection) {
    metrics.rejected(rejection);
    return rejections.reject(record.record(), rejection).thenApply(done -> record.entry());
  }

  private CompletionStage<Frontier.Entry<CommittableOffset>> learn(
      InFlight record, Interaction interaction, UserOrder order) {
    UserOrder.Turn turn = order.begin(interaction.user(), record.delivery().id());
    return learner
        .learn(
            record.delivery(),
            turn::previous,
            interaction,
            record.mean(),
            record.record().timestamp())
        .thenCompose(
            observed -> {
              order.acknowledge(turn);
              metrics.settled(observed, record.record().timestamp());
              return switch (observed.outcome()) {
                case LEARNED, REPEATED, KNOWN -> CompletableFuture.completedFuture(record.entry());
                case USER_UNREADABLE -> reject(record, unreadable("user_id"));
                case ITEM_UNREADABLE -> reject(record, unreadable("item_id"));
              };
            });
  }

  private static Rejection unreadable(String field) {
    return new Rejection(
        Rejection.Reason.JOURNAL_UNREADABLE,
        field,
        "The journal of what this names can't be read; send the event again when it is mended.");
  }

  private record Reached(Frontier.Progress progress, CommittableOffset passed) {}

  private List<Reached> move(
      IngestMetrics.Place place,
      Frontier.Entry<CommittableOffset> done,
      Frontier<CommittableOffset> frontier) {
    frontier.settle(done);
    place.reached(frontier.value());
    CommittableOffset passed = frontier.passed();
    return passed == null ? List.of() : List.of(new Reached(frontier.progress(), passed));
  }

  private CompletionStage<CommittableOffset> store(
      TopicPartition partition, int epoch, Reached reached) {
    return store
        .save(partition.topic(), epoch, partition.partition(), reached.progress())
        .thenApply(saved -> reached.passed());
  }
}
