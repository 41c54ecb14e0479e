package tandem.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tandem.entity.EntityWatch;
import tandem.model.ItemId;

/**
 * Items that move, at a fixed rate, while lists are asked for, at a fixed rate: how long both take
 * from the moment that they were due, and how long scans hold a partition up.
 *
 * <p>Arguments: items, factors, {@code gaussian} or a file of ratings, moves a second, lists a
 * second, rounds, seconds of each.
 */
public final class MovesAndLists {

  private static final long TICK = TimeUnit.MICROSECONDS.toNanos(100);

  private final Shelf shelf;
  private final Told told = new Told();
  private final LiveIndex index;
  private final SplittableRandom random = new SplittableRandom(1);
  private final AtomicLong under = new AtomicLong(); // lists under way
  private final long[] sequences;
  private final int moves;
  private final int lists;

  private MovesAndLists(Shelf shelf, int items, int moves, int lists) throws InterruptedException {
    this.shelf = shelf;
    this.index = LiveIndex.of(shelf, told);
    this.sequences = new long[items];
    Arrays.fill(sequences, 1);
    this.moves = moves;
    this.lists = lists;
  }

  /** What partitions say; {@code appended} is when a move was due. */
  private static final class Told implements EntityWatch {
    private volatile Latencies visible = new Latencies();
    private volatile Latencies scans = new Latencies();
    private final AtomicLong queries = new AtomicLong();

    @Override
    public void visible(long appended) {
      visible.add(System.nanoTime() - appended);
    }

    @Override
    public void searched(long nanos, int count) {
      scans.add(nanos);
      queries.addAndGet(count);
    }
  }

  private void round(String name, int seconds) {
    told.visible = new Latencies();
    told.scans = new Latencies();
    told.queries.set(0);
    Latencies asked = new Latencies();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    long nextMove = start;
    long nextList = start;
    for (long now = start; now < end; now = System.nanoTime()) {
      for (; moves > 0 && nextMove <= now; nextMove += 1_000_000_000 / moves) {
        move(nextMove);
      }
      for (; lists > 0 && nextList <= now; nextList += 1_000_000_000 / lists) {
        list(nextList, asked);
      }
      LockSupport.parkNanos(TICK);
    }
    System.out.printf("%s%n  moves %s%n", name, told.visible.line());
    System.out.printf("  lists %s  under way %d%n", asked.line(), under.get());
    System.out.printf("  scans %s  queries %d%n", told.scans.line(), told.queries.get());
  }

  private void move(long due) {
    int n = random.nextInt(sequences.length);
    index.move(shelf.item(new ItemId("i" + n), ++sequences[n], random), due);
  }

  private void list(long due, Latencies asked) {
    under.incrementAndGet();
    var unused =
        index
            .list(random.nextInt(1 << 16))
            .thenRun(
                () -> {
                  asked.add(System.nanoTime() - due);
                  under.decrementAndGet();
                });
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Shelf shelf = Shelf.of(arguments[0], arguments[1], arguments[2]);
    int[] numbers = Arrays.stream(arguments).skip(3).mapToInt(Integer::parseInt).toArray();
    MovesAndLists run =
        new MovesAndLists(shelf, Integer.parseInt(arguments[0]), numbers[0], numbers[1]);
    for (int round = 0; round <= numbers[2]; round++) {
      run.round(round == 0 ? "warm-up" : "round " + round, numbers[3]);
    }
    run.index.close();
  }
}
