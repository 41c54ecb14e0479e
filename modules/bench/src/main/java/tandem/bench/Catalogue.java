package tandem.bench;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.ranking.PackedItems;

/** Items with random Gaussian vectors, random queries, and items that the user knows already. */
@State(Scope.Benchmark)
public class Catalogue {

  private static final long SEED = 20261124;
  private static final int QUERIES = 64;
  private static final int KNOWN = 100;

  /** How many items. */
  @Param({"100000", "1000000"})
  public int items;

  /** Factors of each. */
  @Param({"50"})
  public int factors;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final FactorVector[] queries = new FactorVector[QUERIES];
  private int next;

  PackedItems packed = new PackedItems(1);
  Set<ItemId> known = Set.of();

  /** Fills the catalogue, once a trial. */
  @Setup(Level.Trial)
  public void fill() {
    packed = new PackedItems(factors);
    for (int i = 0; i < items; i++) {
      packed.put(new ItemId("i" + i), vector(), 0f, random.nextInt(items));
    }
    for (int q = 0; q < QUERIES; q++) {
      queries[q] = vector();
    }
    known = known();
  }

  /** The next query. */
  FactorVector query() {
    next = (next + 1) % QUERIES;
    return queries[next];
  }

  /** A random item of the catalogue. */
  ItemId item() {
    return new ItemId("i" + random.nextInt(items));
  }

  private Set<ItemId> known() {
    Set<ItemId> ids = new HashSet<>();
    while (ids.size() < KNOWN) {
      ids.add(item());
    }
    return ids;
  }

  private FactorVector vector() {
    float[] vector = new float[factors];
    for (int f = 0; f < factors; f++) {
      vector[f] = (float) random.nextGaussian();
    }
    return FactorVector.wrap(vector);
  }
}
