package tandem.app.kafka;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes and finds topics. Every call opens and closes an admin client of its own: it is for the
 * start of a node, not for its work. A broker that does not answer is waited for up to {@value
 * #TIMEOUT_MILLIS} ms, then the call throws {@link KafkaException}.
 */
public final class Topics {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private Topics() {}

  /**
   * Makes the topic when there is none and returns it. An existing topic is returned as it is, also
   * when its number of partitions is another one. Replication is what the broker has as default.
   */
  public static Topic ensure(String bootstrap, String name, int partitions) {
    try (Admin admin = open(bootstrap)) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS)) {
        Optional<Topic> topic = create(admin, name, partitions).or(() -> find(admin, name));
        if (topic.isPresent()) {
          return topic.get();
        }
        LockSupport.parkNanos(PAUSE_NANOS); // it was made just now, or deleted between the two
      }
      throw new KafkaException("topic " + name + " comes and goes");
    }
  }

  /** The topic of that name, or empty when the broker has none. */
  public static Optional<Topic> find(String bootstrap, String name) {
    try (Admin admin = open(bootstrap)) {
      return find(admin, name);
    }
  }

  private static Admin open(String bootstrap) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS / 2));
  }

  /**
   * The topic as the broker has made it, since a look-up right after may not find it yet; or empty.
   */
  private static Optional<Topic> create(Admin admin, String name, int partitions) {
    CreateTopicsResult made =
        admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())));
    try {
      return Optional.of(
          new Topic(name, await(made.topicId(name)).toString(), await(made.numPartitions(name))));
    } catch (TopicExistsException exists) {
      return Optional.empty(); // made before, or by another node just now
    }
  }

  private static Optional<Topic> find(Admin admin, String name) {
    try {
      return Optional.of(topic(await(describe(admin, name))));
    } catch (UnknownTopicOrPartitionException none) {
      return Optional.empty();
    }
  }

  private static KafkaFuture<TopicDescription> describe(Admin admin, String name) {
    return requireNonNull(admin.describeTopics(List.of(name)).topicNameValues().get(name));
  }

  private static Topic topic(TopicDescription description) {
    return new Topic(
        description.name(), description.topicId().toString(), description.partitions().size());
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    } catch (ExecutionException failed) {
      throw unwrapped(failed);
    }
  }

  private static KafkaException unwrapped(ExecutionException failed) {
    return failed.getCause() instanceof KafkaException cause
        ? cause
        : new KafkaException(failed.getCause());
  }
}
