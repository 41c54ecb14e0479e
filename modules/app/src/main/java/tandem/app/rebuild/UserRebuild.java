package tandem.app.rebuild;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import tandem.app.store.JdbcUserStore;
import tandem.entity.EntitySettings;
import tandem.entity.index.IndexedUser;
import tandem.entity.index.UserStore;

/** The read model of the index of users as the users' journals say that it must be. */
public final class UserRebuild {

  private final JdbcUserStore store;
  private final List<List<IndexedUser>> partitions = new ArrayList<>();
  private final long upTo;

  private UserRebuild(JdbcUserStore store, EntitySettings settings, UserStore.Changes journal) {
    this.store = store;
    this.upTo = journal.upTo();
    for (int p = 0; p < settings.partitions(); p++) {
      partitions.add(new ArrayList<>());
    }
    for (IndexedUser user : journal.users()) {
      if (user.isKnown()) {
        partitions.get(settings.partition(user.id())).add(user);
      }
    }
  }

  /** Reads the journal. */
  public static UserRebuild read(JdbcUserStore store, EntitySettings settings) throws IOException {
    return new UserRebuild(store, settings, IndexRebuild.await(store.changes(0, user -> true)));
  }

  /** Stores all rows; {@code done} is told of each partition. */
  public void store(IntConsumer done) throws IOException {
    for (int p = 0; p < partitions.size(); p++) {
      IndexRebuild.await(store.replace(p, rows(p), upTo));
      done.accept(p);
    }
  }

  /** The rows of a partition. */
  List<IndexedUser> rows(int partition) {
    return partitions.get(partition);
  }

  int partitions() {
    return partitions.size();
  }

  /** How many users there are. */
  int size() {
    return partitions.stream().mapToInt(List::size).sum();
  }
}
