package tandem.app.cluster;

import akka.actor.ActorSelection;
import akka.actor.ActorSystem;
import akka.actor.Address;
import akka.actor.RootActorPath;
import akka.cluster.sharding.ShardRegion;
import akka.pattern.Patterns;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.CollectionConverters;

/** The shard regions of the nodes. */
final class Regions {

  /*
   * Each region is asked by itself. The coordinator, which can be asked for all of them at once, answers with nothing at
   * all when one of them is silent, and that is when somebody looks.
   */

  private final ActorSystem system;
  private final String guardian;

  Regions(ActorSystem system) {
    this.system = system;
    this.guardian = system.settings().config().getString("akka.cluster.sharding.guardian-name");
  }

  /** The shards of {@code type} on a member, each with how many entities are in memory. */
  CompletionStage<Map<String, Integer>> shards(Address member, String type, Duration timeout) {
    ActorSelection region =
        system.actorSelection(
            new RootActorPath(member, "/")
                .child("system")
                .child(guardian)
                .child(URLEncoder.encode(type, StandardCharsets.UTF_8)));
    return Patterns.ask(region, ShardRegion.getRegionStatsInstance(), timeout)
        .thenApply(ShardRegion.ShardRegionStats.class::cast)
        .thenApply(Regions::counts);
  }

  private static Map<String, Integer> counts(ShardRegion.ShardRegionStats stats) {
    Map<String, Integer> counts = new java.util.HashMap<>();
    CollectionConverters.asJava(stats.stats())
        .forEach((shard, entities) -> counts.put(shard, ((Number) entities).intValue()));
    return counts;
  }
}
