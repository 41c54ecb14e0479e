package tandem.app.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tandem.entity.index.IndexPartition;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity;
import tandem.http.ClusterPort;
import tandem.ingest.Backlog;
import tandem.ingest.EventLog;
import tandem.ingest.FrontierStore;
import tandem.model.ModelName;
import tandem.protocol.http.ClusterView;
import tandem.protocol.http.LogProgress;

/** The cluster as this node sees it; all parts of it are asked at once. */
public final class ClusterFacts implements ClusterPort {

  private static final String USERS = "user";
  private static final String ITEMS = "item";
  private static final String INDEX = "index";
  private static final Set<MemberStatus> HAS_SHARDS =
      Set.of(MemberStatus.weaklyUp(), MemberStatus.up(), MemberStatus.leaving());

  private final Cluster cluster;
  private final ClusterSharding sharding;
  private final Regions regions;
  private final int partitions;
  private final EventLog log;
  private final String topic;
  private final Supplier<List<Learned>> models;

  /**
   * A model that is learned.
   *
   * @param name of it
   * @param group in which its nodes share the log
   * @param frontiers how far it is
   */
  public record Learned(ModelName name, String group, FrontierStore frontiers) {}

  /** What a member has of a kind of entity: each shard with its number of entities. */
  private record Held(String type, String member, Map<String, Integer> shards) {}

  /**
   * As the node of {@code system} sees it.
   *
   * @param partitions of the index
   * @param log what Kafka says of {@code topic}
   * @param models the main one first
   */
  public ClusterFacts(
      ActorSystem<?> system,
      int partitions,
      EventLog log,
      String topic,
      Supplier<List<Learned>> models) {
    akka.actor.ActorSystem classic = Adapter.toClassic(system);
    this.cluster = Cluster.get(classic);
    this.sharding = ClusterSharding.get(system);
    this.regions = new Regions(classic);
    this.partitions = partitions;
    this.log = log;
    this.topic = topic;
    this.models = models;
  }

  /** By what Kafka knows this node in {@code group}, so that others can tell who reads. */
  public static String clientId(ActorSystem<?> system, String group) {
    return group + "@" + name(Cluster.get(Adapter.toClassic(system)).selfAddress());
  }

  @Override
  public CompletionStage<ClusterView> view(Duration timeout) {
    Gaps gaps = new Gaps(timeout);
    CurrentClusterState state = cluster.state();
    List<Member> members = oldestFirst(state);
    List<Address> askable = askable(state, members, gaps);
    List<CompletableFuture<ClusterView.Model>> each =
        models.get().stream().map(model -> model(model, askable, timeout, gaps)).toList();
    return all(each)
        .thenApply(
            known ->
                new ClusterView(
                    name(cluster.selfAddress()), members(state, members), known, gaps.sentences()));
  }

  private static List<Member> oldestFirst(CurrentClusterState state) {
    return StreamSupport.stream(state.getMembers().spliterator(), false)
        .sorted((a, b) -> a.isOlderThan(b) ? -1 : b.isOlderThan(a) ? 1 : 0)
        .toList();
  }

  private static List<ClusterView.Member> members(CurrentClusterState state, List<Member> members) {
    Optional<Member> oldest = members.stream().filter(ClusterFacts::hasShards).findFirst();
    return members.stream()
        .map(
            member ->
                new ClusterView.Member(
                    name(member.address()),
                    member.status().toString().toLowerCase(Locale.ROOT),
                    roles(member),
                    member.appVersion().version(),
                    !state.getUnreachable().contains(member),
                    member.address().equals(state.getLeader()),
                    oldest.filter(member::equals).isPresent()))
        .toList();
  }

  private static List<String> roles(Member member) {
    return member.getRoles().stream().filter(role -> !role.startsWith("dc-")).sorted().toList();
  }

  private static boolean hasShards(Member member) {
    return member.hasRole(ClusterSettings.LEARN) && HAS_SHARDS.contains(member.status());
  }

  /** Those that have shards and may answer; the others' are missing. */
  private static List<Address> askable(CurrentClusterState state, List<Member> members, Gaps gaps) {
    List<Address> askable = new ArrayList<>();
    for (Member member : members) {
      if (hasShards(member) && state.getUnreachable().contains(member)) {
        gaps.add("shards of " + name(member.address()), "the member is not reachable");
      } else if (hasShards(member)) {
        askable.add(member.address());
      }
    }
    return askable;
  }

  private CompletableFuture<ClusterView.Model> model(
      Learned model, List<Address> askable, Duration timeout, Gaps gaps) {
    CompletableFuture<List<Held>> held = held(model, askable, timeout, gaps);
    CompletableFuture<Map<Integer, IndexPartition.Status>> index = index(model, timeout, gaps);
    CompletableFuture<List<ClusterView.LogPartition>> read = log(model, gaps);
    return CompletableFuture.allOf(held, index, read)
        .thenApply(done -> view(model, held.join(), index.join(), read.join()));
  }

  private ClusterView.Model view(
      Learned model,
      List<Held> held,
      Map<Integer, IndexPartition.Status> index,
      List<ClusterView.LogPartition> read) {
    Map<String, String> places = places(held, INDEX);
    return new ClusterView.Model(
        model.name().value(),
        held.stream().map(ClusterFacts::count).toList(),
        IntStream.range(0, partitions)
            .mapToObj(p -> partition(p, places, Optional.ofNullable(index.get(p))))
            .toList(),
        away(places, places(held, ITEMS)),
        read);
  }

  private static ClusterView.Shards count(Held held) {
    int entities = held.shards().values().stream().mapToInt(Integer::intValue).sum();
    return new ClusterView.Shards(held.type(), held.member(), held.shards().size(), entities);
  }

  private static ClusterView.IndexPartition partition(
      int partition, Map<String, String> places, Optional<IndexPartition.Status> status) {
    return new ClusterView.IndexPartition(
        partition,
        places.get(Integer.toString(partition)),
        status.map(IndexPartition.Status::loaded).orElse(false),
        status.map(IndexPartition.Status::items).orElse(null));
  }

  private static Map<String, String> places(List<Held> held, String type) {
    Map<String, String> places = new HashMap<>();
    held.stream()
        .filter(one -> one.type().equals(type))
        .forEach(one -> one.shards().keySet().forEach(shard -> places.put(shard, one.member())));
    return places;
  }

  /** A shard of items has the number of its partition. */
  private static int away(Map<String, String> index, Map<String, String> items) {
    return (int)
        items.entrySet().stream()
            .filter(item -> index.containsKey(item.getKey()))
            .filter(item -> !item.getValue().equals(index.get(item.getKey())))
            .count();
  }

  private CompletableFuture<List<Held>> held(
      Learned model, List<Address> askable, Duration timeout, Gaps gaps) {
    List<CompletableFuture<Optional<Held>>> each = new ArrayList<>();
    for (Address member : askable) {
      each.add(held(member, USERS, UserEntity.key(model.name()), timeout, gaps));
      each.add(held(member, ITEMS, ItemEntity.key(model.name()), timeout, gaps));
      each.add(held(member, INDEX, IndexPartition.key(model.name()), timeout, gaps));
    }
    return all(each).thenApply(held -> held.stream().flatMap(Optional::stream).toList());
  }

  private CompletableFuture<Optional<Held>> held(
      Address member, String type, EntityTypeKey<?> key, Duration timeout, Gaps gaps) {
    return gaps.answer(
        "shards of %s, type %s".formatted(name(member), key.name()),
        regions
            .shards(member, key.name(), timeout)
            .thenApply(shards -> new Held(type, name(member), shards)));
  }

  private CompletableFuture<Map<Integer, IndexPartition.Status>> index(
      Learned model, Duration timeout, Gaps gaps) {
    EntityTypeKey<IndexPartition.Command> key = IndexPartition.key(model.name());
    return all(IntStream.range(0, partitions)
            .mapToObj(
                p ->
                    gaps.answer(
                        "index partition %d of model %s".formatted(p, model.name().value()),
                        sharding
                            .entityRefFor(key, Integer.toString(p))
                            .<IndexPartition.Status>ask(IndexPartition.GetStatus::new, timeout)))
            .toList())
        .thenApply(
            answers -> {
              Map<Integer, IndexPartition.Status> known = new HashMap<>();
              answers.forEach(
                  answer -> answer.ifPresent(status -> known.put(status.partition(), status)));
              return known;
            });
  }

  private CompletableFuture<List<ClusterView.LogPartition>> log(Learned model, Gaps gaps) {
    CompletableFuture<Optional<List<LogProgress.Partition>>> lag =
        gaps.answer(
            "lag of model " + model.name().value(),
            new Backlog(log, topic, model.frontiers())
                .partitions(log.topicId().thenCompose(id -> model.frontiers().epoch(topic, id))));
    CompletableFuture<Optional<Map<Integer, String>>> readers =
        gaps.answer("readers of model " + model.name().value(), log.readers(model.group()));
    return lag.thenCombine(
        readers,
        (progress, names) ->
            progress.orElse(List.of()).stream()
                .map(partition -> read(partition, names.orElse(Map.of())))
                .toList());
  }

  private static ClusterView.LogPartition read(
      LogProgress.Partition partition, Map<Integer, String> readers) {
    String clientId = readers.get(partition.partition());
    return new ClusterView.LogPartition(
        partition.partition(),
        clientId == null ? null : clientId.substring(clientId.lastIndexOf('@') + 1),
        partition.end() - partition.settled());
  }

  private static String name(Address address) {
    return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
  }

  private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new))
        .thenApply(done -> stages.stream().map(CompletableFuture::join).toList());
  }
}
