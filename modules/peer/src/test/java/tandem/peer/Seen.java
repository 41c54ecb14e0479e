package tandem.peer;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tandem.model.Factors;

/** Keeps the factors that the operators had last, and makes one of them fail once. */
final class Seen implements Watch {

  static final Map<String, Factors> USERS = new ConcurrentHashMap<>();
  static final Map<String, Factors> ITEMS = new ConcurrentHashMap<>();

  /** The events in an order in which their items learned them. */
  static final Queue<Event> ORDER = new ConcurrentLinkedQueue<>();

  static final Set<Long> LEARNED = ConcurrentHashMap.newKeySet();
  static final AtomicInteger REJECTED = new AtomicInteger();
  static final AtomicInteger DURABLE = new AtomicInteger();
  static final AtomicInteger CHECKPOINTS = new AtomicInteger();
  static final AtomicInteger FAILURES = new AtomicInteger();

  /** The failure comes with that step of a user; above 0. */
  static final AtomicInteger FAILS_IN = new AtomicInteger(Integer.MAX_VALUE);

  private static final long serialVersionUID = 1L;

  @Override
  public void read(boolean accepted) {
    if (!accepted) {
      REJECTED.incrementAndGet();
    }
  }

  @Override
  public void itemStepped(Event event, float error, Factors now) {
    ITEMS.put(event.item().value(), now);
    ORDER.add(event);
  }

  @Override
  public void userStepped(Gradient gradient, Factors now) {
    if (FAILS_IN.decrementAndGet() == 0) {
      FAILURES.incrementAndGet();
      throw new IllegalStateException("as the test wants it");
    }
    USERS.put(gradient.user().value(), now);
    LEARNED.add(gradient.id());
  }

  @Override
  public void durable(long[] appended, int size) {
    DURABLE.addAndGet(size);
    CHECKPOINTS.incrementAndGet();
  }
}
