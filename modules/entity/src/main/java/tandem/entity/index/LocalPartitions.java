package tandem.entity.index;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;

/**
 * The partitions of a model that are loaded on this node. What is left at their desks, or taken or
 * read there, need not go by sharding, whose messages, and the threads that wake for them, cost
 * more than the scan of a small partition; what a partition leaves behind that moves away goes by
 * sharding after all.
 */
final class LocalPartitions {

  private final Map<Integer, Here> loaded = new ConcurrentHashMap<>();

  private record Here(PartitionDesk desk, LiveContents contents) {}

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
  void open(int partition, PartitionDesk desk, LiveContents contents) {
    loaded.put(partition, new Here(desk, contents));
  }

  /** A partition stops. */
  @SuppressWarnings("ReferenceEquality") // another one may have come in its place
  void close(int partition, PartitionDesk desk) {
    loaded.computeIfPresent(partition, (p, here) -> here.desk() == desk ? null : here);
    desk.close();
  }

  /** Leaves queries at the desk of a partition; whether it is here. */
  boolean leave(int partition, List<PartitionDesk.Waiting> queries) {
    Here here = loaded.get(partition);
    if (here != null) {
      here.desk().leave(queries);
    }
    return here != null;
  }

  /** Leaves a move at the desk of a partition; whether it is here. */
  boolean leave(int partition, IndexPartition.Moved move) {
    Here here = loaded.get(partition);
    return here != null && here.desk().leave(move);
  }

  /**
   * Those of the items that a partition has; null if it is not here, or somebody is at its desk.
   */
  @Nullable List<IndexedItem> find(int partition, List<ItemId> ids, boolean withRows) {
    Here here = loaded.get(partition);
    return here == null ? null : here.desk().readIfFree(() -> here.contents().find(ids, withRows));
  }

  /** A sample of a partition; null if it is not here or has none ready. */
  IndexPartition.@Nullable Sampled sample(int partition) {
    Here here = loaded.get(partition);
    return here == null ? null : here.contents().ready().take();
  }
}
