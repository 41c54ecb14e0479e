package tandem.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import tandem.ranking.PackedItems;
import tandem.ranking.Scored;

/** Exact top 10 of a whole catalogue in one {@link PackedItems}, one thread, and its writes. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Threads(1)
public class TopKBenchmark {

  private static final int K = 10;

  /** By inner product, without the 100 items that the user knows. */
  @Benchmark
  public List<Scored> innerProduct(Catalogue catalogue) {
    return catalogue.packed.byInnerProduct(catalogue.query(), K, catalogue.known);
  }

  /** By cosine, without the known ones. */
  @Benchmark
  public List<Scored> cosine(Catalogue catalogue) {
    return catalogue.packed.byCosine(catalogue.query(), K, catalogue.known);
  }

  /** By heat, without the known ones. */
  @Benchmark
  public List<Scored> heat(Catalogue catalogue) {
    return catalogue.packed.byHeat(K, catalogue.known);
  }

  /** Overwrites the vector of a random item. */
  @Benchmark
  public PackedItems put(Catalogue catalogue) {
    catalogue.packed.put(catalogue.item(), catalogue.query(), 0f, 0);
    return catalogue.packed;
  }
}
