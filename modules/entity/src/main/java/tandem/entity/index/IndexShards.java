package tandem.entity.index;

import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;

/** A shard for each partition of an index. */
final class IndexShards<C> extends ShardingMessageExtractor<ShardingEnvelope<C>, C> {

  @Override
  public String entityId(ShardingEnvelope<C> envelope) {
    return envelope.entityId();
  }

  @Override
  public String shardId(String entityId) {
    return entityId;
  }

  @Override
  public C unwrapMessage(ShardingEnvelope<C> envelope) {
    return envelope.message();
  }
}
