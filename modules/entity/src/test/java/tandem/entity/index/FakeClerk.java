package tandem.entity.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what it is given, and answers nothing by itself. */
final class FakeClerk implements PartitionDesk.Clerk {

  final List<IndexPartition.Moved> moved = new ArrayList<>();
  final List<List<PartitionDesk.Waiting>> scans = new ArrayList<>();
  final List<RuntimeException> failures = new ArrayList<>();
  Consumer<PartitionDesk.Waiting> answer = one -> {};
  volatile boolean quick;
  @Nullable RuntimeException fault;

  /** One whose queries are for anyone, or not. */
  FakeClerk(boolean quick) {
    this.quick = quick;
  }

  @Override
  public void move(IndexPartition.Moved move) {
    fail();
    moved.add(move);
  }

  private void fail() {
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public void answer(List<PartitionDesk.Waiting> queries) {
    fail();
    scans.add(queries);
    queries.forEach(answer);
  }

  @Override
  public boolean isQuick() {
    return quick;
  }

  @Override
  public void failed(RuntimeException cause) {
    failures.add(cause);
  }

  /** The first query that was asked. */
  PartitionDesk.Waiting first() {
    return scans.get(0).get(0);
  }
}
