package tandem.entity.index;

import akka.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import tandem.model.ItemId;

/** A store whose answers are given by the test: each call waits in a queue until it is answered. */
final class FakeIndexStore implements IndexStore {

  final BlockingQueue<CompletableFuture<Rows>> rows = new LinkedBlockingQueue<>();
  final BlockingQueue<GapsAsked> gaps = new LinkedBlockingQueue<>();
  final BlockingQueue<HeadsAsked> heads = new LinkedBlockingQueue<>();
  final BlockingQueue<CompletableFuture<Long>> newest = new LinkedBlockingQueue<>();
  final BlockingQueue<Saving> saves = new LinkedBlockingQueue<>();

  /** A call of {@link #changes(List)}. */
  record GapsAsked(List<Gap> gaps, CompletableFuture<List<Change>> answer) {
    void give(Change... items) {
      answer.complete(List.of(items));
    }

    void fail() {
      answer.completeExceptionally(new IllegalStateException("the database is away"));
    }
  }

  /** A call of {@link #heads}. */
  record HeadsAsked(long after, Predicate<ItemId> wanted, CompletableFuture<Heads> answer) {
    void give(long upTo, Head... items) {
      answer.complete(new Heads(after, upTo, List.of(items)));
    }

    void fail() {
      answer.completeExceptionally(new IllegalStateException("the database is away"));
    }
  }

  /** A call of {@link #save}. */
  record Saving(
      int partition, List<IndexedItem> rows, long ordering, CompletableFuture<Done> done) {}

  @Override
  public CompletionStage<Rows> rows(int partition) {
    return asked(rows, new CompletableFuture<>());
  }

  @Override
  public CompletionStage<List<Change>> changes(List<Gap> missing) {
    return asked(gaps, new GapsAsked(missing, new CompletableFuture<>())).answer();
  }

  @Override
  public CompletionStage<Heads> heads(long after, Predicate<ItemId> wanted) {
    return asked(heads, new HeadsAsked(after, wanted, new CompletableFuture<>())).answer();
  }

  @Override
  public CompletionStage<Long> newest() {
    return asked(newest, new CompletableFuture<>());
  }

  @Override
  public CompletionStage<Done> save(int partition, List<IndexedItem> items, long ordering) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    asked(saves, new Saving(partition, new ArrayList<>(items), ordering, done));
    return done;
  }

  private static <T> T asked(BlockingQueue<T> queue, T call) {
    queue.add(call);
    return call;
  }
}
