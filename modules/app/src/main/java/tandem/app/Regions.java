package tandem.app;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.sharding.ClusterSharding;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.sharding.ShardRegion.CurrentRegions;
import akka.cluster.sharding.ShardRegion.ShardRegionStats;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The shard regions of this node, or the proxies where it holds no shards, by their types. */
final class Regions {

  private final ClusterSharding sharding;

  Regions(ActorSystem<?> system) {
    this.sharding = ClusterSharding.get(Adapter.toClassic(system));
  }

  /** Whether the region has registered with its coordinator, which alone gives out shards. */
  CompletionStage<Boolean> isRegistered(String type, Duration timeout) {
    return Patterns.ask(
            sharding.shardRegion(type), ShardRegion.getCurrentRegionsInstance(), timeout)
        .thenApply(answer -> !((CurrentRegions) answer).getRegions().isEmpty());
  }

  /** How many entities are awake in each shard on this node. */
  CompletionStage<Map<String, Integer>> population(String type, Duration timeout) {
    return Patterns.ask(sharding.shardRegion(type), ShardRegion.getRegionStatsInstance(), timeout)
        .thenApply(answer -> integers(((ShardRegionStats) answer).getStats()));
  }

  private static Map<String, Integer> integers(Map<String, Object> stats) {
    Map<String, Integer> integers = new java.util.HashMap<>();
    stats.forEach((shard, entities) -> integers.put(shard, (Integer) entities));
    return integers;
  }
}
