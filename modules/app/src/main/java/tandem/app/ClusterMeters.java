package tandem.app;

import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** The cluster as this node sees it; what it sees is here already, so a scrape asks nobody. */
final class ClusterMeters {

  private static final List<MemberStatus> STATUSES =
      List.of(
          MemberStatus.joining(),
          MemberStatus.weaklyUp(),
          MemberStatus.up(),
          MemberStatus.leaving(),
          MemberStatus.exiting(),
          MemberStatus.down());

  private ClusterMeters() {}

  static void bind(ActorSystem<?> system, MeterRegistry registry) {
    Cluster cluster = Cluster.get(system);
    for (MemberStatus status : STATUSES) {
      Gauge unused =
          Gauge.builder("tandem.cluster.members", cluster, seen -> count(seen.state(), status))
              .description("Members of the cluster as this node sees it")
              .tag("status", status.toString().toLowerCase(Locale.ROOT))
              .register(registry);
    }
    gauge(
        registry,
        cluster,
        "tandem.cluster.unreachable",
        "Members that this node can't reach, or has heard of that another can't",
        state -> state.getUnreachable().size());
    gauge(
        registry,
        cluster,
        "tandem.cluster.leader",
        "1 where this node sees a leader, else 0",
        state -> state.getLeader() == null ? 0 : 1);
  }

  private static void gauge(
      MeterRegistry registry,
      Cluster cluster,
      String name,
      String description,
      ToIntFunction<CurrentClusterState> value) {
    Gauge unused =
        Gauge.builder(name, cluster, seen -> value.applyAsInt(seen.state()))
            .description(description)
            .register(registry);
  }

  private static int count(CurrentClusterState state, MemberStatus status) {
    int count = 0;
    for (Member member : state.getMembers()) {
      count += member.status().equals(status) ? 1 : 0;
    }
    return count;
  }
}
