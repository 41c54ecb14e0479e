package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.sharding.typed.GetShardRegionState;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.app.AppConfig;
import tandem.entity.EntitySettings;
import tandem.entity.list.ListSettings;
import tandem.entity.list.PagedLists;
import tandem.http.PagePort;
import tandem.model.ItemId;

/** Lists in pages on the nodes of a cluster, here of one JVM. */
final class PagesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final PagePort.Asked ASKED = new PagePort.Asked("user", "ann", "k=1", "");

  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  @AfterEach
  void stop() {
    systems.forEach(ActorSystem::terminate);
    systems.forEach(system -> get(system.getWhenTerminated()));
  }

  private Pages node(int shards, int maxOpen) {
    Config config =
        AppConfig.load(
            Optional.empty(),
            ConfigFactory.parseString(
                """
                akka.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
                akka.loglevel = WARNING
                tandem.entity.user-shards = %d
                """
                    .formatted(shards)));
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "tandem", config);
    systems.add(system);
    Cluster cluster = Cluster.get(system);
    Cluster first = Cluster.get(systems.get(0));
    cluster.manager().tell(new JoinSeedNodes(List.of(first.selfMember().address())));
    ListSettings lists = new ListSettings(Duration.ofMinutes(30), maxOpen);
    PagedLists.init(system, lists, EntitySettings.of(config), Clock.systemUTC());
    await(system, () -> assertThat(members(first)).isEqualTo(systems.size()));
    return new Pages(ClusterSharding.get(system), shards);
  }

  private static long members(Cluster cluster) {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .filter(member -> member.status().equals(MemberStatus.up()))
        .count();
  }

  private static void await(ActorSystem<Void> system, Runnable condition) {
    TestProbe.create(system)
        .awaitAssert(
            PATIENCE,
            () -> {
              condition.run();
              return null;
            });
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static List<ItemId> items(String... ids) {
    return Stream.of(ids).map(ItemId::new).toList();
  }

  private static boolean open(Pages node, String id, String item) {
    return get(node.open(id, ASKED, items(item), PATIENCE));
  }

  private static Optional<PagePort.Shown> find(Pages node, String id) {
    return get(node.find(id, PATIENCE));
  }

  private static long shards(ActorSystem<Void> system) {
    TestProbe<ShardRegion.CurrentShardRegionState> probe = TestProbe.create(system);
    ClusterSharding.get(system)
        .shardState()
        .tell(new GetShardRegionState(PagedLists.TYPE_KEY, probe.ref()));
    return probe.receiveMessage(PATIENCE).getShards().size();
  }

  @Test
  void show_listOfAnotherNode_goesOnThereAndIsOneForBoth() {
    Pages first = node(10, 100);
    Pages second = node(10, 100);
    int lists = 30;
    for (int n = 0; n < lists; n++) {
      assertThat(open(n % 2 == 0 ? first : second, "list" + n, "a")).isTrue();
    }
    assertThat(shards(systems.get(0))).isPositive();
    assertThat(shards(systems.get(1))).isPositive();
    for (int n = 0; n < lists; n++) {
      Pages other = n % 2 == 0 ? second : first;
      Pages maker = n % 2 == 0 ? first : second;
      String id = "list" + n;
      assertThat(find(other, id)).contains(new PagePort.Shown(ASKED, 1, items("a")));
      assertThat(get(other.show(id, 1, items("b"), PATIENCE))).isTrue();
      assertThat(get(maker.show(id, 1, items("b"), PATIENCE))).as("an old page").isFalse();
      assertThat(get(maker.show(id, 2, items("c"), PATIENCE))).isTrue();
      assertThat(find(other, id)).contains(new PagePort.Shown(ASKED, 3, items("a", "b", "c")));
    }
  }

  @Test
  void open_moreThanANodeHolds_endsTheOneWhoseLastPageIsLongestAgo() {
    Pages node = node(1, 2);
    assertThat(open(node, "first", "a")).isTrue();
    assertThat(open(node, "second", "b")).isTrue();
    assertThat(get(node.show("first", 1, items("d"), PATIENCE))).isTrue();
    assertThat(open(node, "third", "c")).isTrue();
    for (int n = 0; n < 10; n++) {
      assertThat(find(node, "unknown" + n)).isEmpty();
    }
    assertThat(find(node, "first")).contains(new PagePort.Shown(ASKED, 2, items("a", "d")));
    assertThat(find(node, "third")).contains(new PagePort.Shown(ASKED, 1, items("c")));
    assertThat(find(node, "second")).isEmpty();
  }
}
