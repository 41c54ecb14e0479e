package tandem.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import tandem.entity.EntityWatch;
import tandem.model.ItemId;
import tandem.ranking.ListQuery;
import tandem.ranking.Merge;
import tandem.ranking.PackedItem;
import tandem.ranking.PackedItems;
import tandem.ranking.Scored;

/**
 * The latency of a list of ten when nothing else is asked: over 16 partitions by one thread, by two
 * threads, and by the actors of a node, one list after the other.
 *
 * <p>Arguments: items, factors, {@code gaussian} or a file of ratings, rounds, seconds of each.
 */
public final class OneList {

  private static final int K = 10;
  private static final int THREADS = 2;
  private static final int TIDYINGS = 2_000;

  private final Shelf shelf;
  private final int rounds;
  private final int seconds;

  private OneList(Shelf shelf, int rounds, int seconds) {
    this.shelf = shelf;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  private void rounds(String name, IntConsumer list) {
    int user = 0;
    for (int round = 0; round <= rounds; round++) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      Latencies latencies = new Latencies();
      while (System.nanoTime() < end) {
        long began = System.nanoTime();
        list.accept(user++);
        latencies.add(System.nanoTime() - began);
      }
      System.out.printf("%-10s %s %s%n", name, round == 0 ? "warm-up" : "      ", latencies.line());
    }
  }

  private List<PackedItems<ItemId, String>> packed() {
    List<PackedItems<ItemId, String>> partitions = new ArrayList<>();
    for (int p = 0; p < Shelf.PARTITIONS; p++) {
      PackedItems<ItemId, String> packed = new PackedItems<>(shelf.factors());
      shelf
          .items(p)
          .forEach(
              item -> packed.put(new PackedItem<>(item.id(), item.vector(), item.bias(), 0, "")));
      for (int q = 0; q < 64; q++) {
        packed.search(ListQuery.byInnerProduct(shelf.user(q), K, Set.of()));
      }
      for (int t = 0; t < TIDYINGS; t++) {
        packed.tidy(256);
      }
      partitions.add(packed);
    }
    return partitions;
  }

  private List<Set<ItemId>> known() {
    List<Set<ItemId>> known = new ArrayList<>();
    for (int p = 0; p < Shelf.PARTITIONS; p++) {
      Set<ItemId> those = new HashSet<>(shelf.known());
      those.retainAll(new HashSet<>(shelf.ids(p)));
      known.add(those);
    }
    return known;
  }

  private void threads() {
    List<PackedItems<ItemId, String>> packed = packed();
    List<Set<ItemId>> known = known();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    rounds(
        "1 thread",
        user -> {
          List<List<Scored<ItemId>>> lists = new ArrayList<>();
          for (int p = 0; p < Shelf.PARTITIONS; p++) {
            lists.add(search(packed, known, user, p));
          }
          Merge.merge(lists, Comparator.naturalOrder(), K);
        });
    rounds(
        THREADS + " threads",
        user -> {
          AtomicInteger next = new AtomicInteger();
          List<CompletableFuture<List<List<Scored<ItemId>>>>> halves = new ArrayList<>();
          for (int t = 0; t < THREADS; t++) {
            halves.add(
                CompletableFuture.supplyAsync(() -> some(packed, known, user, next), threads));
          }
          List<List<Scored<ItemId>>> lists = new ArrayList<>();
          halves.forEach(half -> lists.addAll(half.join()));
          Merge.merge(lists, Comparator.naturalOrder(), K);
        });
    threads.shutdown();
  }

  private List<List<Scored<ItemId>>> some(
      List<PackedItems<ItemId, String>> packed,
      List<Set<ItemId>> known,
      int user,
      AtomicInteger next) {
    List<List<Scored<ItemId>>> lists = new ArrayList<>();
    for (int p = next.getAndIncrement(); p < Shelf.PARTITIONS; p = next.getAndIncrement()) {
      lists.add(search(packed, known, user, p));
    }
    return lists;
  }

  private List<Scored<ItemId>> search(
      List<PackedItems<ItemId, String>> packed, List<Set<ItemId>> known, int user, int partition) {
    return packed
        .get(partition)
        .search(ListQuery.byInnerProduct(shelf.user(user), K, known.get(partition)));
  }

  private void actors() throws InterruptedException {
    try (LiveIndex index = LiveIndex.of(shelf, EntityWatch.NONE)) {
      rounds("actors", user -> index.list(user).toCompletableFuture().join());
    }
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Shelf shelf = Shelf.of(arguments[0], arguments[1], arguments[2]);
    OneList lists =
        new OneList(shelf, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
    lists.threads();
    lists.actors();
  }
}
