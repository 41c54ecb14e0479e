package tandem.entity.index;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import tandem.entity.EntityWatch;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.ranking.Merge;
import tandem.ranking.Penalties;
import tandem.ranking.SharedThreshold;

/**
 * All partitions of the index as one: scatters a query, gathers what comes within the time, merges.
 * A partition that has been silent is not waited for until it is back.
 */
public final class Index {

  private final int partitions;
  private final Scatter<IndexPartition.Command> scatter;
  private final LocalPartitions here;
  private final ActorRef<IndexPartition.Hits> ignored;
  private final EntityWatch watch;

  /**
   * The index of the cluster for a model, in so many partitions.
   *
   * @param watch is told of the lists
   */
  public Index(ActorSystem<?> system, ModelName model, int partitions, EntityWatch watch) {
    this(
        partitions,
        Scatter.shards(system, IndexPartition.key(model)),
        LocalPartitions.of(system, IndexPartition.key(model)),
        system,
        watch);
  }

  Index(
      int partitions,
      Scatter.Asker<IndexPartition.Command> asker,
      LocalPartitions here,
      ActorSystem<?> system,
      EntityWatch watch) {
    this.partitions = partitions;
    this.here = here;
    this.ignored = system.ignoreRef();
    this.scatter = new Scatter<>(partitions, asker, IndexPartition.GetStatus::new, system);
    this.watch = watch;
  }

  /**
   * A ranked list.
   *
   * @param hits best first
   * @param missing the partitions that did not answer in time
   * @param coverage the share of the partitions that did, 0 to 1
   */
  public record Ranked(List<Hit> hits, List<Integer> missing, double coverage) {}

  /**
   * What is known of some items.
   *
   * @param known those that a partition knows
   * @param missing the partitions that did not answer in time, whose items may be known
   */
  public record Known(Map<ItemId, IndexedItem> known, List<Integer> missing) {}

  /**
   * The best {@code k} items without {@code exclude}, from the partitions that answer in time.
   * Where one did not, the list may be shorter than {@code k}: the others leave out what is below
   * the best k that it had found by then.
   */
  public CompletionStage<Ranked> topK(
      IndexQuery query, int k, Collection<ItemId> exclude, Duration timeout) {
    return topK(query, k, exclude, Penalties.none(), timeout);
  }

  /** The same by scores of which {@code penalties} are taken off; no item is in both. */
  public CompletionStage<Ranked> topK(
      IndexQuery query,
      int k,
      Collection<ItemId> exclude,
      Penalties<ItemId> penalties,
      Duration timeout) {
    return best(List.of(new Wish(query, penalties)), k, k, leftOut(exclude), timeout)
        .thenApply(lists -> lists.get(0));
  }

  /**
   * A ranking of which a list is to be made.
   *
   * @param penalties what is taken off the scores of some, which are not left out
   */
  public record Wish(IndexQuery query, Penalties<ItemId> penalties) {}

  /**
   * Items that several lists are without, so that which partition each is in is found out once, and
   * where it is in there is, too, by a partition that makes these lists together.
   */
  public static final class LeftOut {
    private final List<List<ItemId>> byPartition;

    private LeftOut(List<List<ItemId>> byPartition) {
      this.byPartition = byPartition;
    }
  }

  /** For {@link #pools}. */
  public LeftOut leftOut(Collection<ItemId> items) {
    return new LeftOut(split(items));
  }

  /**
   * The best of each ranking, and what comes behind them, up to {@code pool} items: a partition
   * makes all of them by one scan. The first {@code k} are the best; behind them one of the best
   * may be missing where its partition has far more than its share of them, since each partition is
   * asked for its share and four standard deviations of it.
   */
  public CompletionStage<List<Ranked>> pools(
      List<Wish> wishes, int k, int pool, LeftOut exclude, Duration timeout) {
    double share = pool / (double) partitions;
    int each = Math.min(pool, Math.max(k, (int) Math.ceil(share + 4 * Math.sqrt(share) + 1)));
    return best(wishes, each, pool, exclude, timeout);
  }

  /** Of partitions that are here and not large, in the thread of who asks. */
  private CompletionStage<List<Ranked>> best(
      List<Wish> wishes, int each, int k, LeftOut exclude, Duration timeout) {
    long began = System.nanoTime();
    List<Search> searches =
        wishes.stream()
            .map(
                wish ->
                    new Search(
                        wish.query(),
                        apart(exclude, wish.penalties()),
                        each == k ? new SharedThreshold() : SharedThreshold.none()))
            .toList();
    List<CompletableFuture<Ranked>> lists =
        scatter
            .<IndexPartition.Hits>gather(
                searches.size(),
                timeout,
                p -> new IndexPartition.Hits(p, MISSING),
                (gatherings, p) -> ask(searches, each, p, gatherings))
            .stream()
            .map(all -> all.thenApply(answers -> ranked(answers, k, began)))
            .toList();
    return CompletableFuture.allOf(lists.toArray(CompletableFuture[]::new))
        .thenApply(done -> lists.stream().map(CompletableFuture::join).toList());
  }

  private Ranked ranked(List<IndexPartition.Hits> answers, int k, long began) {
    Ranked ranked = merge(answers, k);
    watch.listed(ranked.missing().size(), System.nanoTime() - began);
    return ranked;
  }

  /** What each partition is asked for a list. */
  private record Search(IndexQuery query, List<Apart> apart, SharedThreshold threshold) {}

  private IndexPartition.TopK query(
      Search search, int k, int partition, ActorRef<IndexPartition.Hits> replyTo) {
    Apart apart = search.apart().get(partition);
    return new IndexPartition.TopK(
        search.query().in(partition, partitions), k, apart.items(), apart.amounts(), replyTo);
  }

  /** At its desk, if the partition is here; else, and when it leaves, by messages. */
  private void ask(
      List<Search> searches,
      int k,
      int partition,
      List<Scatter<IndexPartition.Command>.Gathering<IndexPartition.Hits>> gatherings) {
    List<PartitionDesk.Waiting> waiting = new ArrayList<>(searches.size());
    for (int s = 0; s < searches.size(); s++) {
      Search search = searches.get(s);
      Scatter<IndexPartition.Command>.Gathering<IndexPartition.Hits> gathering = gatherings.get(s);
      waiting.add(
          new PartitionDesk.Waiting(
              query(search, k, partition, ignored),
              search.threshold(),
              hits -> gathering.answer(partition, hits),
              () -> gathering.ask(partition, replyTo -> query(search, k, partition, replyTo))));
    }
    if (!here.leave(partition, waiting)) {
      waiting.forEach(one -> one.closed().run());
    }
  }

  /** What is known of the items, from the partitions that answer in time. */
  public CompletionStage<Known> find(Collection<ItemId> ids, Duration timeout) {
    return find(ids, false, timeout);
  }

  /** The same, with their rows of co-occurrences or without. */
  public CompletionStage<Known> find(Collection<ItemId> ids, boolean withRows, Duration timeout) {
    List<List<ItemId>> split = split(ids);
    List<Integer> asked =
        IntStream.range(0, partitions).filter(p -> !split.get(p).isEmpty()).boxed().toList();
    List<CompletableFuture<IndexPartition.Found>> parts =
        asked.stream()
            .map(
                p -> {
                  List<IndexedItem> found = here.find(p, split.get(p), withRows);
                  return found != null
                      ? CompletableFuture.completedFuture(new IndexPartition.Found(found))
                      : scatter.<IndexPartition.Found>askIfHere(
                          p,
                          replyTo -> new IndexPartition.GetItems(split.get(p), withRows, replyTo),
                          timeout,
                          NOT_FOUND);
                })
            .toList();
    return scatter.all(parts).thenApply(found -> known(asked, found));
  }

  @SuppressWarnings("ReferenceEquality") // see NOT_FOUND
  private static Known known(List<Integer> asked, List<IndexPartition.Found> found) {
    Map<ItemId, IndexedItem> items = new HashMap<>();
    List<Integer> missing = new ArrayList<>();
    for (int a = 0; a < asked.size(); a++) {
      if (found.get(a) == NOT_FOUND) {
        missing.add(asked.get(a));
      }
      found.get(a).items().forEach(item -> items.put(item.id(), item));
    }
    return new Known(items, missing);
  }

  /**
   * What is known of the items; those that no partition knows are not in the map. Fails with {@link
   * TimeoutException} when a partition does not answer in time.
   */
  public CompletionStage<Map<ItemId, IndexedItem>> items(Collection<ItemId> ids, Duration timeout) {
    return find(ids, timeout)
        .thenCompose(
            found ->
                found.missing().isEmpty()
                    ? CompletableFuture.completedFuture(found.known())
                    : CompletableFuture.failedFuture(
                        new TimeoutException("index partitions " + found.missing())));
  }

  /** How many partitions there are. */
  public int partitions() {
    return partitions;
  }

  /**
   * How much there is of what lists are made of, in the partitions that answer in time.
   *
   * @param items that lists may show
   * @param events that all items have learned from
   */
  public record Totals(long items, long events) {}

  /** What the partitions have together that answer in time. */
  public CompletionStage<Totals> totals(Duration timeout) {
    List<CompletableFuture<IndexPartition.Status>> parts =
        IntStream.range(0, partitions)
            .mapToObj(
                p ->
                    scatter.<IndexPartition.Status>askIfHere(
                        p,
                        IndexPartition.GetStatus::new,
                        timeout,
                        new IndexPartition.Status(p, false, 0)))
            .toList();
    return scatter
        .all(parts)
        .thenApply(
            all ->
                new Totals(
                    all.stream().mapToLong(IndexPartition.Status::items).sum(),
                    all.stream().mapToLong(IndexPartition.Status::events).sum()));
  }

  /** The partitions that answer in time, and are loaded. */
  public CompletionStage<Set<Integer>> loaded(Duration timeout) {
    return scatter.loaded(timeout);
  }

  // Told apart by identity: a partition may answer with an empty list.
  private static final List<Hit> MISSING = new ArrayList<>();
  private static final IndexPartition.Found NOT_FOUND = new IndexPartition.Found(List.of());

  @SuppressWarnings("ReferenceEquality") // see MISSING
  private Ranked merge(List<IndexPartition.Hits> answers, int k) {
    List<Integer> missing = new ArrayList<>();
    List<List<Hit>> lists = new ArrayList<>(answers.size());
    for (IndexPartition.Hits answer : answers) {
      if (answer.hits() == MISSING || answer.unplaced()) {
        missing.add(answer.partition());
      }
      lists.add(answer.hits());
    }
    return new Ranked(Merge.merge(lists, Hit.ORDER, k), missing, scatter.coverage(missing.size()));
  }

  /** What a partition is told: items with penalties, as many as there are amounts, then others. */
  private record Apart(List<ItemId> items, FactorVector amounts) {}

  private List<Apart> apart(LeftOut exclude, Penalties<ItemId> penalties) {
    if (penalties.items().isEmpty()) {
      return exclude.byPartition.stream()
          .map(items -> new Apart(items, FactorVector.of()))
          .toList();
    }
    List<List<ItemId>> items = split(penalties.items());
    float[][] amounts = new float[partitions][];
    for (int p = 0; p < partitions; p++) {
      amounts[p] = new float[items.get(p).size()];
    }
    int[] filled = new int[partitions];
    for (int n = 0; n < penalties.amounts().length(); n++) {
      int p = penalties.items().get(n).partition(partitions);
      amounts[p][filled[p]++] = penalties.amounts().get(n);
    }
    return IntStream.range(0, partitions)
        .mapToObj(
            p -> {
              items.get(p).addAll(exclude.byPartition.get(p));
              return new Apart(items.get(p), FactorVector.wrap(amounts[p]));
            })
        .toList();
  }

  private List<List<ItemId>> split(Collection<ItemId> ids) {
    List<List<ItemId>> split = new ArrayList<>(partitions);
    for (int p = 0; p < partitions; p++) {
      split.add(new ArrayList<>());
    }
    ids.forEach(id -> split.get(id.partition(partitions)).add(id));
    return split;
  }
}
