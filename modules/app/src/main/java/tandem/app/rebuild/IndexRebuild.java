package tandem.app.rebuild;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import tandem.app.store.JdbcIndexStore;
import tandem.entity.index.IndexContents;
import tandem.entity.index.IndexStore;
import tandem.entity.index.IndexedItem;
import tandem.model.Sgd;

/** The read model of the index as the items' journals say that it must be. */
public final class IndexRebuild {

  private final JdbcIndexStore store;
  private final List<List<IndexedItem>> partitions;
  private final long upTo;

  private IndexRebuild(JdbcIndexStore store, List<List<IndexedItem>> partitions, long upTo) {
    this.store = store;
    this.partitions = partitions;
    this.upTo = upTo;
  }

  /** Reads the journal of the model of {@code sgd}. */
  public static IndexRebuild read(JdbcIndexStore store, Sgd sgd, int partitions)
      throws IOException {
    IndexStore.Changes journal = await(store.changes(0));
    IndexContents contents = new IndexContents(sgd);
    journal.items().forEach(c -> contents.apply(c.item(), c.sequence(), c.event()));
    List<List<IndexedItem>> rows = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      rows.add(new ArrayList<>());
    }
    contents.forEach(item -> rows.get(item.id().partition(partitions)).add(item));
    return new IndexRebuild(store, rows, journal.upTo());
  }

  /** Stores all rows; {@code done} is told of each partition. */
  public void store(IntConsumer done) throws IOException {
    for (int p = 0; p < partitions.size(); p++) {
      await(store.replace(p, rows(p), upTo));
      done.accept(p);
    }
  }

  /** The rows of a partition. */
  List<IndexedItem> rows(int partition) {
    return partitions.get(partition);
  }

  int partitions() {
    return partitions.size();
  }

  /** How many items there are. */
  int size() {
    return partitions.stream().mapToInt(List::size).sum();
  }

  int size(int partition) {
    return rows(partition).size();
  }

  /** The ordering of the journal that was read up to. */
  long upTo() {
    return upTo;
  }

  static <T> T await(CompletionStage<T> stage) throws IOException {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new IOException("The index can't be rebuilt: " + cause.getMessage(), failed);
    }
  }
}
