package tandem.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.ranking.ListQuery;
import tandem.ranking.PackedItem;
import tandem.ranking.PackedItems;
import tandem.ranking.Scored;

/**
 * The same queries to ours, to a plain scan of {@code float[][]} and to Lucene's HNSW, one after
 * the other in one JVM and one thread, in rounds: processor time of a query, and the share of the
 * true top 10 that is found.
 *
 * <p>Arguments: items, factors, {@code gaussian} or a file of ratings, rounds.
 */
public final class Peers {

  private static final int K = 10;
  private static final int QUERIES = 200;
  private static final int SHARED = 16;
  private static final int KNOWN = 100;
  private static final int TIDYINGS = 20_000;
  private static final long SEED = 20261125;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final float[][] vectors; // the last factor is the bias
  private final PackedItems<ItemId, String> packed;
  private final HnswIndex hnsw;
  private final List<float[]> queries = new ArrayList<>();
  private final Set<Integer> known = new HashSet<>();
  private final Set<ItemId> knownIds;
  private final List<List<Integer>> truth = new ArrayList<>();

  private interface Search {
    List<List<Integer>> of(List<float[]> queries) throws IOException;
  }

  private Peers(int items, int factors, Population population) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    vectors = new float[items][];
    packed = new PackedItems<>(factors);
    for (int i = 0; i < items; i++) {
      Factors item = population.item(random);
      packed.put(new PackedItem<>(new ItemId("" + i), item.vector(), item.bias(), 0, ""));
      vectors[i] = extended(item.vector(), item.bias());
    }
    for (int q = 0; q < QUERIES; q++) {
      queries.add(extended(population.user(random), 1f));
    }
    while (known.size() < KNOWN) {
      known.add(random.nextInt(items));
    }
    knownIds = known.stream().map(i -> new ItemId("" + i)).collect(Collectors.toSet());
    long began = System.nanoTime();
    hnsw = new HnswIndex(Files.createTempDirectory("hnsw"), vectors);
    System.out.printf("HNSW built in %.0f s%n", (System.nanoTime() - began) / 1e9);
    for (float[] query : queries) {
      truth.add(naive(query));
    }
  }

  private static float[] extended(FactorVector vector, float last) {
    float[] values = Arrays.copyOf(vector.toArray(), vector.length() + 1);
    values[vector.length()] = last;
    return values;
  }

  /** What one would write first: a product for each item, and a list of the best so far. */
  private List<Integer> naive(float[] query) {
    int[] best = new int[K];
    float[] scores = new float[K];
    int size = 0;
    for (int i = 0; i < vectors.length; i++) {
      float[] item = vectors[i];
      float score = 0;
      for (int f = 0; f < query.length; f++) {
        score += item[f] * query[f];
      }
      if ((size == K && score <= scores[K - 1]) || known.contains(i)) {
        continue;
      }
      int at = size == K ? K - 1 : size++;
      for (; at > 0 && scores[at - 1] < score; at--) {
        scores[at] = scores[at - 1];
        best[at] = best[at - 1];
      }
      scores[at] = score;
      best[at] = i;
    }
    return Arrays.stream(best, 0, size).boxed().toList();
  }

  private List<Integer> ours(List<Scored<ItemId>> list) {
    return list.stream().map(scored -> Integer.valueOf(scored.item().value())).toList();
  }

  private ListQuery<ItemId, String> query(float[] query) {
    FactorVector vector = FactorVector.wrap(Arrays.copyOf(query, query.length - 1));
    return ListQuery.byInnerProduct(vector, K, knownIds);
  }

  private void round(String name, int batch, Search search) throws IOException {
    List<List<Integer>> found = new ArrayList<>();
    long began = THREADS.getCurrentThreadCpuTime();
    for (int q = 0; q < QUERIES; q += batch) {
      found.addAll(search.of(queries.subList(q, Math.min(QUERIES, q + batch))));
    }
    double millis = (THREADS.getCurrentThreadCpuTime() - began) / 1e6 / QUERIES;
    int right = 0;
    for (int q = 0; q < QUERIES; q++) {
      right += (int) found.get(q).stream().filter(truth.get(q)::contains).count();
    }
    System.out.printf("%-28s %8.3f ms  recall %.4f%n", name, millis, right / (double) QUERIES / K);
  }

  private void rounds(int rounds) throws IOException {
    Search alone = batch -> List.of(ours(packed.search(query(batch.get(0)))));
    Search shared =
        batch ->
            packed.search(batch.stream().map(this::query).toList()).stream()
                .map(this::ours)
                .toList();
    round("warm-up, ours", 1, alone);
    for (int t = 0; t < TIDYINGS; t++) {
      packed.tidy(256);
    }
    for (int r = 0; r < rounds; r++) {
      round("ours, alone", 1, alone);
      round("ours, shared by " + SHARED, SHARED, shared);
      round("plain scan", 1, batch -> List.of(naive(batch.get(0))));
      for (int candidates : new int[] {10, 50, 200, 1000}) {
        round(
            "HNSW, " + candidates + " candidates",
            1,
            batch -> List.of(hnsw.search(batch.get(0), K, candidates, known)));
      }
    }
    System.out.printf("blocks that ours skipped: %.3f%n", packed.skipped());
    hnsw.close();
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    int items = Integer.parseInt(arguments[0]);
    int factors = Integer.parseInt(arguments[1]);
    Population population =
        arguments[2].equals("gaussian")
            ? Population.gaussian(factors)
            : Population.learned(Path.of(arguments[2]), Objective.RATING, factors);
    new Peers(items, factors, population).rounds(Integer.parseInt(arguments[3]));
  }
}
