package tandem.peer;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/*
 *   events ─► with mean ─► user ── Pull ──► item
 *                           ▲                │
 *                           └── Gradient ◄───┘ through a topic of Kafka, at least once
 */

/** The job: the exchange of users and items, as keyed state. */
final class LearnerJob {

  private static final int PARALLELISM = 2;

  private LearnerJob() {}

  /** A job that is ready to be executed, in a mini-cluster of this JVM. */
  static StreamExecutionEnvironment create(JobSettings settings, Watch watch) {
    StreamExecutionEnvironment job =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration(settings));
    DataStream<Event> events =
        job.fromSource(events(settings, watch), WatermarkStrategy.noWatermarks(), "events")
            .uid("events")
            .map(new WithMean())
            .returns(EventSerializer.TYPE)
            .name("with mean")
            .uid("mean");
    DataStream<Gradient> gradients =
        job.fromSource(gradients(settings), WatermarkStrategy.noWatermarks(), "gradients")
            .uid("gradients");
    events
        .keyBy(event -> event.user().value(), Types.STRING)
        .connect(gradients.keyBy(gradient -> gradient.user().value(), Types.STRING))
        .process(new UserLearner(settings, watch), PullSerializer.TYPE)
        .name("user")
        .uid("user")
        .keyBy(pull -> pull.event().item().value(), Types.STRING)
        .process(new ItemLearner(settings, watch), GradientSerializer.TYPE)
        .name("item")
        .uid("item")
        .sinkTo(answers(settings))
        .name("answers")
        .uid("answers");
    return job;
  }

  private static Configuration configuration(JobSettings settings) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false); // no Kryo, or it fails
    // Each record at once, for the loop is as long as what waits in buffers.
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    configuration.set(StateBackendOptions.STATE_BACKEND, settings.backend());
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true); // RocksDB's only
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpoints());
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        Duration.ofMillis(settings.checkpointMillis()));
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    return configuration;
  }

  private static KafkaSource<Event> events(JobSettings settings, Watch watch) {
    return KafkaSource.<Event>builder()
        .setBootstrapServers(settings.bootstrap())
        .setTopics(settings.topic())
        .setGroupId("flink-peer")
        .setStartingOffsets(OffsetsInitializer.timestamp(settings.from()))
        // As the nodes that it is compared with (docs/decisions/0053).
        .setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(1 << 16))
        .setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10")
        .setDeserializer(new EventDecoder(watch))
        .build();
  }

  private static KafkaSource<Gradient> gradients(JobSettings settings) {
    return KafkaSource.<Gradient>builder()
        .setBootstrapServers(settings.bootstrap())
        .setTopics(settings.gradients())
        .setGroupId("flink-peer")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new GradientDecoder())
        .build();
  }

  private static KafkaSink<Gradient> answers(JobSettings settings) {
    return KafkaSink.<Gradient>builder()
        .setBootstrapServers(settings.bootstrap())
        .setRecordSerializer(new GradientEncoder(settings.gradients()))
        // A transaction would show them when the next checkpoint is complete, and no user could
        // learn more than once in that time.
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, "0")
        .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(1 << 16))
        .build();
  }
}
