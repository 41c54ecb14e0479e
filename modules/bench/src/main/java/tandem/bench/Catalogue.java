package tandem.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.ranking.ListQuery;
import tandem.ranking.PackedItem;
import tandem.ranking.PackedItems;

/** Items in one {@link PackedItems}, queries, and items that the user knows already. */
@State(Scope.Benchmark)
public class Catalogue {

  private static final long SEED = 20261124;
  private static final int K = 10;
  private static final int QUERIES = 256;
  private static final int KNOWN = 100;
  private static final int TIDYINGS = 20_000;
  private static final int UPDATES = 1 << 16; // whose rows do not fit a cache

  /** How many items. */
  @Param({"100000", "1000000"})
  public int items;

  /** Factors of each. */
  @Param({"50"})
  public int factors;

  /** Random vectors, or a file of ratings to learn them from. */
  @Param({"gaussian"})
  public String vectors = "gaussian";

  /** What is learned from the file. */
  @Param({"RATING"})
  public Objective objective = Objective.RATING;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<ListQuery<ItemId, String>> queries = new ArrayList<>();
  private Population population = Population.gaussian(1);
  private final List<PackedItem<ItemId, String>> before = new ArrayList<>();
  private final List<PackedItem<ItemId, String>> after = new ArrayList<>();
  private int next;
  private int updates;

  PackedItems<ItemId, String> packed = new PackedItems<>(1);
  Set<ItemId> known = Set.of();

  /** Fills the catalogue, once a trial, and lets it come to order as queries would. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    population =
        vectors.equals("gaussian")
            ? Population.gaussian(factors)
            : Population.learned(Path.of(vectors), objective, factors);
    packed = new PackedItems<>(factors);
    for (int i = 0; i < items; i++) {
      packed.put(item(i));
    }
    known = known();
    for (int q = 0; q < QUERIES; q++) {
      queries.add(ListQuery.byInnerProduct(population.user(random), K, known));
    }
    for (int q = 0; q < 64; q++) {
      packed.search(query());
    }
    for (int t = 0; t < TIDYINGS; t++) {
      packed.tidy(256);
    }
    prepareUpdates();
  }

  /** The next query. */
  ListQuery<ItemId, String> query() {
    next = (next + 1) % QUERIES;
    return queries.get(next);
  }

  /** The next queries. */
  List<ListQuery<ItemId, String>> queries(int count) {
    List<ListQuery<ItemId, String>> batch = new ArrayList<>(count);
    for (int q = 0; q < count; q++) {
      batch.add(query());
    }
    return batch;
  }

  /** The next query's vector. */
  FactorVector vector() {
    return query().vector();
  }

  /** A random item after a step of about a twentieth of its length, as an event makes it. */
  private PackedItem<ItemId, String> stepped(ItemId id) {
    PackedItem<ItemId, String> item = packed.find(id).orElseThrow();
    float[] vector = item.vector().toArray();
    float[] towards = vector().toArray();
    float rate = (float) (0.05 * norm(vector) / Math.max(1e-9, norm(towards)));
    for (int f = 0; f < factors; f++) {
      vector[f] += (random.nextBoolean() ? rate : -rate) * towards[f];
    }
    return new PackedItem<>(id, FactorVector.wrap(vector), item.bias(), item.numbers(), "");
  }

  private static double norm(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  private PackedItem<ItemId, String> item(int i) {
    Factors item = population.item(random);
    return new PackedItem<>(
        new ItemId("i" + i), item.vector(), item.bias(), random.nextInt(items), "");
  }

  private void prepareUpdates() {
    for (int u = 0; u < UPDATES; u++) {
      ItemId id = new ItemId("i" + random.nextInt(items));
      after.add(stepped(id));
      before.add(packed.find(id).orElseThrow());
    }
  }

  /** The next update of an item: a step, and at the next turn back. */
  PackedItem<ItemId, String> step() {
    int turn = updates / UPDATES;
    return (turn % 2 == 0 ? after : before).get(updates++ % UPDATES);
  }

  /** The next update of an item: to a vector that has nothing to do with the one it had. */
  PackedItem<ItemId, String> replacement() {
    int turn = updates / UPDATES;
    PackedItem<ItemId, String> other = after.get((updates + 7919 * (turn + 1)) % UPDATES);
    ItemId id = before.get(updates++ % UPDATES).id();
    return new PackedItem<>(id, other.vector(), other.bias(), other.numbers(), "");
  }

  private Set<ItemId> known() {
    Set<ItemId> ids = new HashSet<>();
    while (ids.size() < KNOWN) {
      ids.add(new ItemId("i" + random.nextInt(items)));
    }
    return ids;
  }
}
