package tandem.entity.index;

import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;

/** A shard for each partition of the index. */
final class IndexShards
    extends ShardingMessageExtractor<
        ShardingEnvelope<IndexPartition.Command>, IndexPartition.Command> {

  @Override
  public String entityId(ShardingEnvelope<IndexPartition.Command> envelope) {
    return envelope.entityId();
  }

  @Override
  public String shardId(String entityId) {
    return entityId;
  }

  @Override
  public IndexPartition.Command unwrapMessage(ShardingEnvelope<IndexPartition.Command> envelope) {
    return envelope.message();
  }
}
