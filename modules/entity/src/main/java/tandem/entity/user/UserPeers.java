package tandem.entity.user;

import akka.actor.typed.ActorSystem;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tandem.entity.Awake;
import tandem.entity.EntitySettings;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.IndexedUser;
import tandem.entity.index.SampleShares;
import tandem.entity.index.UserPartition;
import tandem.entity.item.ItemEntity;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.NegativeSource;

/**
 * How a user reaches items and index partitions; over sharding, or by probes in tests. One for all
 * users of a node, so it is safe for several threads.
 */
public interface UserPeers {

  /** Sends to an item. */
  void tell(ItemId item, ItemEntity.Command command);

  /** Sends to an item what it has not answered. */
  default void tellAgain(ItemId item, ItemEntity.Command command) {
    tell(item, command);
  }

  /** Sends to a partition of the index. */
  void tell(int partition, IndexPartition.Command command);

  /** Which partition is asked for negatives. */
  SampleShares shares();

  /** Negatives that it has ready; null where they are to be asked for. */
  default IndexPartition.@Nullable Sampled sample(int partition) {
    return null;
  }

  /** Tells the index of users; only where there is one. */
  default void tell(IndexedUser moved) {}

  /** Those of a model, by the regions of this node. */
  static UserPeers sharded(
      ActorSystem<?> system, ModelName model, NegativeSource source, EntitySettings settings) {
    Awake<ItemEntity.Command> items = Awake.of(system, ItemEntity.key(model));
    BiConsumer<Integer, IndexPartition.Command> partitions = IndexPartition.teller(system, model);
    BiConsumer<Integer, UserPartition.Command> crowd = UserPartition.teller(system, model);
    SampleShares shares = new SampleShares(source, settings.partitions());
    IntFunction<IndexPartition.@Nullable Sampled> ready = IndexPartition.samples(system, model);
    return new UserPeers() {
      @Override
      public SampleShares shares() {
        return shares;
      }

      @Override
      public IndexPartition.@Nullable Sampled sample(int partition) {
        return ready.apply(partition);
      }

      @Override
      public void tell(ItemId item, ItemEntity.Command command) {
        items.tell(item.value(), command);
      }

      @Override
      public void tellAgain(ItemId item, ItemEntity.Command command) {
        items.tellAgain(item.value(), command);
      }

      @Override
      public void tell(int partition, IndexPartition.Command command) {
        partitions.accept(partition, command);
      }

      @Override
      public void tell(IndexedUser moved) {
        crowd.accept(settings.partition(moved.id()), new UserPartition.Moved(moved));
      }
    };
  }
}
