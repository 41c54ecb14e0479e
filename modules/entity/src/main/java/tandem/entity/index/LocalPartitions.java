package tandem.entity.index;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The desks of the partitions of a model that are loaded on this node. What is left there need not
 * go by sharding, whose messages, and the threads that wake for them, cost more than the scan of a
 * small partition; what a partition leaves behind that moves away goes by sharding after all.
 */
final class LocalPartitions {

  private final Map<Integer, QueryDesk> desks = new ConcurrentHashMap<>();

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
    QueryDesk before = desks.remove(partition);
    if (before != null) {
      before.close();
    }
  }

  /** A partition is loaded. */
  void open(int partition, QueryDesk desk) {
    desks.put(partition, desk);
  }

  /** A partition stops. */
  void close(int partition, QueryDesk desk) {
    desks.remove(partition, desk);
    desk.close();
  }

  /** Leaves a query at the desk of a partition; whether it is here. */
  boolean leave(int partition, QueryDesk.Waiting query) {
    QueryDesk desk = desks.get(partition);
    if (desk != null) {
      desk.leave(query);
    }
    return desk != null;
  }
}
