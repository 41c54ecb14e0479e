package tandem.entity.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import tandem.model.UserId;

/** A store whose answers are given by the test: each call waits in a queue until it is answered. */
final class FakeUserStore implements UserStore {

  final BlockingQueue<CompletableFuture<Rows>> rows = new LinkedBlockingQueue<>();
  final BlockingQueue<ChangesAsked> changes = new LinkedBlockingQueue<>();
  final BlockingQueue<Saving> saves = new LinkedBlockingQueue<>();

  /** A call of {@link #changes}. */
  record ChangesAsked(long after, Predicate<UserId> wanted, CompletableFuture<Changes> answer) {
    void give(long upTo, IndexedUser... users) {
      answer.complete(
          new Changes(upTo, List.of(users).stream().filter(u -> wanted.test(u.id())).toList()));
    }
  }

  /** A call of {@link #save}. */
  record Saving(
      int partition, List<IndexedUser> rows, long ordering, CompletableFuture<Long> newest) {}

  @Override
  public CompletionStage<Rows> rows(int partition) {
    CompletableFuture<Rows> answer = new CompletableFuture<>();
    rows.add(answer);
    return answer;
  }

  @Override
  public CompletionStage<Changes> changes(long after, Predicate<UserId> wanted) {
    CompletableFuture<Changes> answer = new CompletableFuture<>();
    changes.add(new ChangesAsked(after, wanted, answer));
    return answer;
  }

  @Override
  public CompletionStage<Long> save(int partition, List<IndexedUser> users, long ordering) {
    CompletableFuture<Long> newest = new CompletableFuture<>();
    saves.add(new Saving(partition, new ArrayList<>(users), ordering, newest));
    return newest;
  }
}
