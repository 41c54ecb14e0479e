package tandem.entity;

import akka.persistence.typed.SnapshotAdapter;
import java.util.function.Function;

/** Between the state of an entity and what a snapshot stores of it. */
public final class Snapshots<S, T> implements SnapshotAdapter<S> {

  private final Class<T> stored;
  private final Function<S, T> write;
  private final Function<T, S> read;

  /** An adapter by two functions that never throw. */
  public Snapshots(Class<T> stored, Function<S, T> write, Function<T, S> read) {
    this.stored = stored;
    this.write = write;
    this.read = read;
  }

  @Override
  public Object toJournal(S state) {
    return write.apply(state);
  }

  @Override
  public S fromJournal(Object from) {
    return read.apply(stored.cast(from));
  }
}
