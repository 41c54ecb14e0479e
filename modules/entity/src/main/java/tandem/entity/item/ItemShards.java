package tandem.entity.item;

import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;
import tandem.model.ItemId;

/** An item's shard is its index partition. */
final class ItemShards
    extends ShardingMessageExtractor<ShardingEnvelope<ItemEntity.Command>, ItemEntity.Command> {

  private final int partitions;

  ItemShards(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public String entityId(ShardingEnvelope<ItemEntity.Command> envelope) {
    return envelope.entityId();
  }

  @Override
  public String shardId(String entityId) {
    return Integer.toString(new ItemId(entityId).partition(partitions));
  }

  @Override
  public ItemEntity.Command unwrapMessage(ShardingEnvelope<ItemEntity.Command> envelope) {
    return envelope.message();
  }
}
