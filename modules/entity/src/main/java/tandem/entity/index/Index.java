package tandem.entity.index;

import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.ranking.Merge;
import tandem.ranking.Scored;

/**
 * All partitions of the index as one: scatters a query, gathers what comes within the time, merges.
 */
public final class Index {

  private final ClusterSharding sharding;
  private final EntityTypeKey<IndexPartition.Command> key;
  private final int partitions;

  /** The index of the cluster for a model, in so many partitions. */
  public Index(ClusterSharding sharding, ModelName model, int partitions) {
    this.sharding = sharding;
    this.key = IndexPartition.key(model);
    this.partitions = partitions;
  }

  /**
   * A ranked list.
   *
   * @param hits best first
   * @param missing the partitions that did not answer in time
   * @param coverage the share of the partitions that did, 0 to 1
   */
  public record Ranked(List<Hit> hits, List<Integer> missing, double coverage) {}

  /** The best {@code k} items without {@code exclude}, from the partitions that answer in time. */
  public CompletionStage<Ranked> topK(
      IndexQuery query, int k, Set<ItemId> exclude, Duration timeout) {
    List<List<ItemId>> excludes = split(exclude);
    List<CompletableFuture<IndexPartition.Hits>> parts =
        IntStream.range(0, partitions)
            .mapToObj(
                p ->
                    this.<IndexPartition.Hits>ask(
                            p,
                            replyTo -> new IndexPartition.TopK(query, k, excludes.get(p), replyTo),
                            timeout)
                        .exceptionally(late -> new IndexPartition.Hits(p, MISSING)))
            .toList();
    return all(parts).thenApply(answers -> merge(answers, k));
  }

  /**
   * What is known of the items; those that no partition knows are not in the map. Fails when a
   * partition does not answer in time.
   */
  public CompletionStage<Map<ItemId, IndexedItem>> items(Collection<ItemId> ids, Duration timeout) {
    List<List<ItemId>> split = split(ids);
    List<CompletableFuture<IndexPartition.Found>> parts =
        IntStream.range(0, partitions)
            .filter(p -> !split.get(p).isEmpty())
            .mapToObj(
                p ->
                    this.<IndexPartition.Found>ask(
                        p, replyTo -> new IndexPartition.GetItems(split.get(p), replyTo), timeout))
            .toList();
    return all(parts)
        .thenApply(
            found -> {
              Map<ItemId, IndexedItem> items = new HashMap<>();
              found.forEach(part -> part.items().forEach(item -> items.put(item.id(), item)));
              return items;
            });
  }

  /** The state of every partition. Fails when one does not answer in time. */
  public CompletionStage<List<IndexPartition.Status>> status(Duration timeout) {
    return all(
        IntStream.range(0, partitions)
            .mapToObj(
                p -> this.<IndexPartition.Status>ask(p, IndexPartition.GetStatus::new, timeout))
            .toList());
  }

  // Told apart by identity: a partition may answer with an empty list.
  private static final List<Hit> MISSING = new ArrayList<>();

  @SuppressWarnings("ReferenceEquality") // see MISSING
  private Ranked merge(List<IndexPartition.Hits> answers, int k) {
    List<Integer> missing = new ArrayList<>();
    List<List<Scored>> lists = new ArrayList<>(answers.size());
    Map<ItemId, Hit> hits = new HashMap<>();
    for (IndexPartition.Hits answer : answers) {
      if (answer.hits() == MISSING) {
        missing.add(answer.partition());
      }
      List<Scored> list = new ArrayList<>(answer.hits().size());
      for (Hit hit : answer.hits()) {
        hits.put(hit.item(), hit);
        list.add(new Scored(hit.item(), hit.score()));
      }
      lists.add(list);
    }
    List<Hit> merged =
        Merge.merge(lists, k).stream()
            .map(scored -> Objects.requireNonNull(hits.get(scored.item())))
            .toList();
    return new Ranked(merged, missing, (partitions - missing.size()) / (double) partitions);
  }

  private List<List<ItemId>> split(Collection<ItemId> ids) {
    List<List<ItemId>> split = new ArrayList<>(partitions);
    for (int p = 0; p < partitions; p++) {
      split.add(new ArrayList<>());
    }
    ids.forEach(id -> split.get(id.partition(partitions)).add(id));
    return split;
  }

  private <T> CompletableFuture<T> ask(
      int partition, Function<ActorRef<T>, IndexPartition.Command> query, Duration timeout) {
    return sharding
        .entityRefFor(key, Integer.toString(partition))
        .<T>ask(query::apply, timeout)
        .toCompletableFuture();
  }

  private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
  }
}
