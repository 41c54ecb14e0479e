package tandem.entity.index;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Samples that a partition has drawn before somebody wants them, so that who is on the same node
 * need not ask by a message and wait for the answer. Each is taken once, the newest first; the
 * partition draws one with each move, so none is of more than {@value #MOST} moves ago.
 */
final class ReadySamples {

  private static final int MOST = 16;

  private final AtomicReferenceArray<IndexPartition.@Nullable Sampled> ring =
      new AtomicReferenceArray<>(MOST);
  private volatile int next;

  /** In the place of the oldest; for one thread at a time. */
  void add(IndexPartition.Sampled sample) {
    int place = next;
    ring.set(place, sample);
    next = (place + 1) % MOST;
  }

  /** One that nobody else has; null if there is none. For any thread. */
  IndexPartition.@Nullable Sampled take() {
    int from = next + MOST;
    for (int n = 1; n <= MOST; n++) {
      int place = (from - n) % MOST;
      if (ring.get(place) != null) {
        IndexPartition.Sampled taken = ring.getAndSet(place, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }
}
