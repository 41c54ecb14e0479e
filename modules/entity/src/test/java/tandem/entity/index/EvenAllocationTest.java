package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

final class EvenAllocationTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int SHARDS = 16;
  private static final int LIMIT = 4;

  private final Map<ActorRef, Address> homes = new HashMap<>();
  private boolean settled = true;
  private final EvenAllocation allocation =
      new EvenAllocation(SHARDS, LIMIT, homes::get, () -> settled);

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  /** Regions of nodes 1 to {@code nodes}, which have nothing yet. */
  private List<ActorRef> regions(int nodes) {
    List<ActorRef> regions = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      ActorRef region = Adapter.toClassic(KIT.createTestProbe().ref());
      homes.put(region, new Address("akka", "tandem", "10.0.0." + node, 25520));
      regions.add(region);
    }
    return regions;
  }

  private static Map<ActorRef, IndexedSeq<String>> none(Collection<ActorRef> regions) {
    Map<ActorRef, IndexedSeq<String>> allocations = new HashMap<>();
    regions.forEach(region -> allocations.put(region, sequence(List.of())));
    return allocations;
  }

  private static IndexedSeq<String> sequence(List<String> shards) {
    return CollectionConverters.asScala(shards).toIndexedSeq();
  }

  private static <T> T now(Future<T> future) {
    return future.value().get().get();
  }

  private Map<String, ActorRef> places(List<ActorRef> regions) {
    Map<String, ActorRef> places = new HashMap<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      String name = Integer.toString(shard);
      places.put(name, now(allocation.allocateShard(regions.get(0), name, none(regions))));
    }
    return places;
  }

  private static Map<ActorRef, IndexedSeq<String>> allocations(
      Map<String, ActorRef> places, Collection<ActorRef> regions) {
    Map<ActorRef, IndexedSeq<String>> allocations = none(regions);
    for (ActorRef region : regions) {
      allocations.put(
          region,
          sequence(
              IntStream.range(0, SHARDS)
                  .mapToObj(Integer::toString)
                  .filter(shard -> region.equals(places.get(shard)))
                  .toList()));
    }
    return allocations;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 16, 20})
  void allocateShard_anyNumberOfNodes_givesEachItsShare(int nodes) {
    List<ActorRef> regions = regions(nodes);

    Map<String, ActorRef> places = places(regions);

    int most = (SHARDS + nodes - 1) / nodes;
    for (ActorRef region : regions) {
      assertThat(places.values().stream().filter(region::equals).count()).isLessThanOrEqualTo(most);
    }
  }

  @Test
  void allocateShard_otherRegionsOfTheSameNodes_areOnTheSameNodes() {
    List<ActorRef> items = regions(3);
    List<ActorRef> index = regions(3);

    Map<String, ActorRef> places = places(items);

    places(index)
        .forEach(
            (shard, region) ->
                assertThat(homes.get(region)).isEqualTo(homes.get(places.get(shard))));
  }

  @Test
  void allocateShard_moreShardsOfAnotherKind_goWithThatOfTheirRemainder() {
    List<ActorRef> partitions = regions(3);
    List<ActorRef> users = regions(3);
    Map<String, ActorRef> places = places(partitions);

    for (int shard = 0; shard < 100; shard++) {
      ActorRef region =
          now(allocation.allocateShard(users.get(0), Integer.toString(shard), none(users)));
      assertThat(homes.get(region))
          .isEqualTo(homes.get(places.get(Integer.toString(shard % SHARDS))));
    }
  }

  @Test
  void rebalance_shardApartFromItsRemainder_moves() {
    List<ActorRef> all = regions(3);
    ActorRef right = now(allocation.allocateShard(all.get(0), "99", none(all)));
    ActorRef wrong = all.get((all.indexOf(right) + 1) % 3);
    Map<ActorRef, IndexedSeq<String>> allocations = none(all);
    allocations.put(wrong, sequence(List.of("99")));

    assertThat(now(allocation.rebalance(allocations, Set.of()))).containsExactly("99");
  }

  @Test
  void rebalance_allInPlace_movesNothing() {
    List<ActorRef> regions = regions(3);

    assertThat(now(allocation.rebalance(allocations(places(regions), regions), Set.of())))
        .isEmpty();
  }

  @Test
  void rebalance_nodeHasCome_movesItsShareOnlyAndFewAtATime() {
    List<ActorRef> all = regions(4);
    Map<String, ActorRef> places = places(all.subList(0, 3));
    Map<String, ActorRef> wanted = places(all);
    int moves = 0;

    Set<String> some = now(allocation.rebalance(allocations(places, all), Set.of()));
    while (!some.isEmpty()) {
      assertThat(some).hasSizeLessThanOrEqualTo(LIMIT);
      some.forEach(shard -> places.put(shard, wanted.get(shard)));
      moves += some.size();
      some = now(allocation.rebalance(allocations(places, all), Set.of()));
    }

    assertThat(places).isEqualTo(wanted);
    assertThat(moves).isBetween(SHARDS / 4, SHARDS / 2);
  }

  @Test
  void rebalance_someAreUnderWay_countsThem() {
    List<ActorRef> all = regions(4);
    Map<ActorRef, IndexedSeq<String>> allocations = allocations(places(all.subList(0, 1)), all);

    Set<String> first = now(allocation.rebalance(allocations, Set.of()));
    assertThat(first).hasSize(LIMIT);
    assertThat(now(allocation.rebalance(allocations, first))).isEmpty();
  }

  @Test
  void rebalance_nodesComeAndGo_waits() {
    List<ActorRef> all = regions(4);
    settled = false;

    assertThat(now(allocation.rebalance(allocations(places(all.subList(0, 1)), all), Set.of())))
        .isEmpty();
  }
}
