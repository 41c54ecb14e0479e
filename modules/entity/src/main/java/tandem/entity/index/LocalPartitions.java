package tandem.entity.index;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The desks of the partitions of a model that are loaded on this node, and the samples that these
 * have ready. What is left or taken there need not go by sharding, whose messages, and the threads
 * that wake for them, cost more than the scan of a small partition; what a partition leaves behind
 * that moves away goes by sharding after all.
 */
final class LocalPartitions {

  private final Map<Integer, Here> loaded = new ConcurrentHashMap<>();

  private record Here(QueryDesk desk, ReadySamples samples) {}

  /** Without any. */
  LocalPartitions() {}

  /** Those of a node. */
  static LocalPartitions of(ActorSystem<?> system, EntityTypeKey<IndexPartition.Command> key) {
    return Models.ID.apply(system).byKey.computeIfAbsent(key.name(), none -> new LocalPartitions());
  }

  private static final class Models implements Extension {

    private static final ExtensionId<Models> ID =
        new ExtensionId<>() {
          @Override
          public Models createExtension(ActorSystem<?> system) {
            return new Models();
          }
        };

    private final Map<String, LocalPartitions> byKey = new ConcurrentHashMap<>();
  }

  /** A partition starts: one of the same number that is still here has failed. */
  void starts(int partition) {
    Here before = loaded.remove(partition);
    if (before != null) {
      before.desk().close();
    }
  }

  /** A partition is loaded. */
  void open(int partition, QueryDesk desk, ReadySamples samples) {
    loaded.put(partition, new Here(desk, samples));
  }

  /** A partition stops. */
  @SuppressWarnings("ReferenceEquality") // another one may have come in its place
  void close(int partition, QueryDesk desk) {
    loaded.computeIfPresent(partition, (p, here) -> here.desk() == desk ? null : here);
    desk.close();
  }

  /** Leaves a query at the desk of a partition; whether it is here. */
  boolean leave(int partition, QueryDesk.Waiting query) {
    Here here = loaded.get(partition);
    if (here != null) {
      here.desk().leave(query);
    }
    return here != null;
  }

  /** A sample of a partition; null if it is not here or has none ready. */
  IndexPartition.@Nullable Sampled sample(int partition) {
    Here here = loaded.get(partition);
    return here == null ? null : here.samples().take();
  }
}
