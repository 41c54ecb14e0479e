package tandem.entity.index;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.cluster.sharding.ShardCoordinator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import tandem.entity.EntitySettings;

/**
 * Which node has which shard of the items and which partition of the index: a function of the nodes
 * alone, so that two kinds of shards come to the same place without talking to each other. Each
 * node has the same number of them, or one less. Where a kind has more shards, those with the same
 * remainder go together: so the shards of users to their partition. It is rendezvous hashing
 * (Thaler and Ravishankar, 1998) with a bound on each node's load: where a node comes or goes most
 * shards stay.
 */
final class EvenAllocation extends ShardCoordinator.AbstractShardAllocationStrategy {

  private final int shards;
  private final int limit;
  private final Function<ActorRef, Address> home;
  private final BooleanSupplier settled;

  /**
   * For shards called 0, 1 and so on, of which {@code limit} may be on the move at once.
   *
   * @param shards numbers that are the same modulo this are together
   */
  static EvenAllocation of(ActorSystem<?> system, int shards, int limit) {
    Cluster cluster = Cluster.get(Adapter.toClassic(system));
    return new EvenAllocation(
        shards,
        limit,
        region -> {
          Address address = region.path().address();
          return address.hasLocalScope() ? cluster.selfAddress() : address;
        },
        () -> settled(cluster).isPresent());
  }

  /**
   * What {@link #of} makes.
   *
   * @param home the node of a region
   * @param settled whether shards may move now
   */
  EvenAllocation(int shards, int limit, Function<ActorRef, Address> home, BooleanSupplier settled) {
    this.shards = shards;
    this.limit = limit;
    this.home = home;
    this.settled = settled;
  }

  /**
   * The nodes that hold shards; none while they come and go or are of several versions, for then no
   * shard moves.
   */
  static Optional<Set<UniqueAddress>> settled(Cluster cluster) {
    List<Member> members =
        StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
            .filter(member -> member.hasRole(EntitySettings.ROLE))
            .toList();
    boolean settled =
        cluster.state().getUnreachable().isEmpty()
            && members.stream().allMatch(member -> member.status().equals(MemberStatus.up()))
            && members.stream().map(Member::appVersion).distinct().count() <= 1;
    return settled
        ? Optional.of(members.stream().map(Member::uniqueAddress).collect(Collectors.toSet()))
        : Optional.empty();
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> allocations) {
    return Future.successful(place(allocate(allocations.keySet()), shard));
  }

  @Override
  public Future<Set<String>> rebalance(
      Map<ActorRef, IndexedSeq<String>> allocations, Set<String> underWay) {
    return Future.successful(settled.getAsBoolean() ? misplaced(allocations, underWay) : Set.of());
  }

  private Set<String> misplaced(
      Map<ActorRef, IndexedSeq<String>> allocations, Set<String> underWay) {
    List<ActorRef> wanted = allocate(allocations.keySet());
    Set<String> misplaced = new HashSet<>();
    allocations.forEach(
        (region, held) -> {
          for (String shard : CollectionConverters.asJava(held)) {
            if (misplaced.size() + underWay.size() < limit
                && !underWay.contains(shard)
                && !place(wanted, shard).equals(region)) {
              misplaced.add(shard);
            }
          }
        });
    return misplaced;
  }

  private ActorRef place(List<ActorRef> wanted, String shard) {
    return wanted.get(Integer.parseInt(shard) % shards);
  }

  /**
   * The region of each shard: of those that are not full, the one that draws the highest number.
   */
  private List<ActorRef> allocate(Set<ActorRef> regions) {
    int most = (shards + regions.size() - 1) / regions.size();
    Map<ActorRef, Integer> load = new HashMap<>();
    List<ActorRef> wanted = new ArrayList<>(shards);
    for (int s = 0; s < shards; s++) {
      int shard = s;
      ActorRef best =
          regions.stream()
              .filter(region -> load.getOrDefault(region, 0) < most)
              .max(Comparator.comparingLong(region -> draw(region, shard)))
              .orElseThrow();
      load.merge(best, 1, Integer::sum);
      wanted.add(best);
    }
    return wanted;
  }

  private long draw(ActorRef region, int shard) {
    long node = home.apply(region).toString().hashCode();
    return new SplittableRandom(node << 32 | shard).nextLong();
  }
}
