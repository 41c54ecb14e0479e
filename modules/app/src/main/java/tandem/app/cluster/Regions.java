package tandem.app.cluster;

import akka.actor.ActorSystem;
import akka.actor.Address;
import akka.actor.RootActorPath;
import akka.cluster.sharding.ClusterSharding;
import akka.cluster.sharding.ShardRegion;
import akka.pattern.Patterns;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.CollectionConverters;

/** The shard regions of the nodes, or the proxies where a node holds no shards, by their types. */
public final class Regions {

  /*
   * Each region is asked by itself. The coordinator, which can be asked for all of them at once, answers with nothing at
   * all when one of them is silent, and that is when somebody looks.
   */

  private final ActorSystem system;
  private final ClusterSharding sharding;
  private final String guardian;

  /** As the node of {@code system} reaches them. */
  public Regions(ActorSystem system) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.guardian = system.settings().config().getString("akka.cluster.sharding.guardian-name");
  }

  /** Whether this node's region has registered with its coordinator, which gives out the shards. */
  public CompletionStage<Boolean> isRegistered(String type, Duration timeout) {
    return Patterns.ask(
            sharding.shardRegion(type), ShardRegion.getCurrentRegionsInstance(), timeout)
        .thenApply(answer -> !((ShardRegion.CurrentRegions) answer).getRegions().isEmpty());
  }

  /** The shards of {@code type} on this node, each with how many entities are in memory. */
  public CompletionStage<Map<String, Integer>> shards(String type, Duration timeout) {
    return Patterns.ask(sharding.shardRegion(type), ShardRegion.getRegionStatsInstance(), timeout)
        .thenApply(Regions::counts);
  }

  /** The same on another member. */
  CompletionStage<Map<String, Integer>> shards(Address member, String type, Duration timeout) {
    return Patterns.ask(
            system.actorSelection(
                new RootActorPath(member, "/")
                    .child("system")
                    .child(guardian)
                    .child(URLEncoder.encode(type, StandardCharsets.UTF_8))),
            ShardRegion.getRegionStatsInstance(),
            timeout)
        .thenApply(Regions::counts);
  }

  private static Map<String, Integer> counts(Object stats) {
    Map<String, Integer> counts = new HashMap<>();
    CollectionConverters.asJava(((ShardRegion.ShardRegionStats) stats).stats())
        .forEach((shard, entities) -> counts.put(shard, ((Number) entities).intValue()));
    return counts;
  }
}
