package tandem.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import tandem.model.ItemId;
import tandem.ranking.ListQuery;
import tandem.ranking.PackedItem;
import tandem.ranking.PackedItems;
import tandem.ranking.Scored;

/** Exact top 10 of a whole catalogue in one {@link PackedItems}, one thread, and its writes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 3, jvmArgs = "-Xmx3g")
@Threads(1)
public class TopKBenchmark {

  private static final int K = 10;
  private static final int SHARED = 16;

  /** A query alone, by inner product, without the 100 items that the user knows. */
  @Benchmark
  public List<Scored<ItemId>> alone(Catalogue catalogue, Processor processor) {
    processor.operations++;
    return catalogue.packed.search(catalogue.query());
  }

  /** A query of 16 in one scan. */
  @Benchmark
  @OperationsPerInvocation(SHARED)
  public List<List<Scored<ItemId>>> shared(Catalogue catalogue, Processor processor) {
    processor.operations += SHARED;
    return catalogue.packed.search(catalogue.queries(SHARED));
  }

  /** By cosine, alone. */
  @Benchmark
  public List<Scored<ItemId>> cosine(Catalogue catalogue, Processor processor) {
    processor.operations++;
    return catalogue.packed.search(ListQuery.byCosine(catalogue.vector(), K, catalogue.known));
  }

  /** By heat, alone. */
  @Benchmark
  public List<Scored<ItemId>> heat(Catalogue catalogue, Processor processor) {
    processor.operations++;
    return catalogue.packed.search(ListQuery.byNumber(0, K, catalogue.known));
  }

  /** The update of an item by a step, in its band or to another. */
  @Benchmark
  public PackedItem<ItemId, String> put(Catalogue catalogue, Processor processor) {
    processor.operations++;
    PackedItem<ItemId, String> item = catalogue.step();
    catalogue.packed.put(item);
    return item;
  }

  /** The update of an item to any other vector: the worst there is. */
  @Benchmark
  public PackedItem<ItemId, String> replace(Catalogue catalogue, Processor processor) {
    processor.operations++;
    PackedItem<ItemId, String> item = catalogue.replacement();
    catalogue.packed.put(item);
    return item;
  }
}
