package tandem.app.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import tandem.app.dataset.ItemTitle;
import tandem.protocol.Interaction;
import tandem.protocol.http.EventResult;
import tandem.protocol.http.LogProgress;

/**
 * Sends titles, then events to a node, and waits until the events are learned. Events go one batch
 * after the other, in the order given, so that each user's keep theirs.
 */
final class Feed {

  private static final int BATCH = 500;
  private static final int TITLES_AT_ONCE = 8;
  private static final int SHOWN = 5;
  private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();

  private final NodeClient node;
  private final ProgressBarBuilder bars;
  private final LongSupplier nanos;
  private final List<String> firstRejected = new ArrayList<>();
  private long rejected;
  private long lookedAt;

  /**
   * A feed to {@code node}.
   *
   * @param bars makes the progress bars
   * @param nanos like {@link System#nanoTime}
   */
  Feed(NodeClient node, ProgressBarBuilder bars, LongSupplier nanos) {
    this.node = node;
    this.bars = bars;
    this.nanos = nanos;
  }

  /** Returns when the titles are durable. */
  void titles(List<ItemTitle> items) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(TITLES_AT_ONCE);
    try (ProgressBar bar = bars.setTaskName("titles").setInitialMax(items.size()).build()) {
      List<Callable<Void>> tasks = new ArrayList<>(items.size());
      for (ItemTitle item : items) {
        tasks.add(
            () -> {
              node.put(item);
              bar.step();
              return null;
            });
      }
      for (Future<Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("The titles were not taken: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Returns when the events are learned. */
  void events(List<Interaction> events) throws IOException {
    long before = settled(node.progress());
    try (ProgressBar bar = bars.setTaskName("learned").setInitialMax(events.size()).build()) {
      for (int from = 0; from < events.size(); from += BATCH) {
        List<Interaction> batch = events.subList(from, Math.min(events.size(), from + BATCH));
        note(batch, node.post(batch));
        bar.setExtraMessage(" sent " + (from + batch.size()));
        if (nanos.getAsLong() - lookedAt > LOOK_NANOS) {
          lookedAt = nanos.getAsLong();
          bar.stepTo(Math.min(from, settled(node.progress()) - before));
        }
      }
      node.awaitLearned(now -> bar.stepTo(Math.min(events.size(), settled(now) - before)));
    }
  }

  /** How many events the node has rejected. */
  long rejected() {
    return rejected;
  }

  /** The first of them, each with the reason. */
  List<String> firstRejected() {
    return List.copyOf(firstRejected);
  }

  private void note(List<Interaction> batch, List<EventResult> results) {
    for (EventResult result : results) {
      if (!result.status().equals(EventResult.ACCEPTED)) {
        rejected++;
        if (firstRejected.size() < SHOWN) {
          firstRejected.add(batch.get(result.index()) + ": " + result.detail());
        }
      }
    }
  }

  private static long settled(LogProgress progress) {
    return progress.partitions().stream().mapToLong(LogProgress.Partition::settled).sum();
  }
}
