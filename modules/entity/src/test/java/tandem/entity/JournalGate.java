package tandem.entity;

import akka.persistence.testkit.JournalOperation;
import akka.persistence.testkit.ProcessingPolicy;
import akka.persistence.testkit.ProcessingResult;
import akka.persistence.testkit.ProcessingSuccess;
import akka.persistence.testkit.ReadEvents;
import akka.persistence.testkit.Reject;
import akka.persistence.testkit.StorageFailure;
import akka.persistence.testkit.WriteEvents;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stands before the journal of a test: holds what comes until it is opened, and fails writes and
 * reads. The journal works on one thread, so what it holds, it holds for all.
 */
public final class JournalGate implements ProcessingPolicy<JournalOperation> {

  private static final long PATIENCE_SECONDS = 30;

  private final Map<String, ProcessingResult> next = new ConcurrentHashMap<>();
  private final Map<String, Throwable> failing = new ConcurrentHashMap<>();
  private volatile Held held = new Held(new CountDownLatch(0), new CountDownLatch(0));

  private record Held(CountDownLatch reached, CountDownLatch opened) {}

  /** Holds every operation from now on, until {@link #open()}. */
  public void hold() {
    held = new Held(new CountDownLatch(1), new CountDownLatch(1));
  }

  /** Returns when an operation is being held. */
  public void awaitHeld() {
    await(held.reached());
  }

  /** Lets all pass. */
  public void open() {
    held.opened().countDown();
  }

  /** The next write to this journal fails, and may be tried again. */
  public void failNextWrite(String persistenceId) {
    next.put(persistenceId, StorageFailure.create());
  }

  /** The next write to this journal is rejected, as one that can't be encoded is. */
  public void rejectNextWrite(String persistenceId) {
    next.put(persistenceId, Reject.create());
  }

  /** From now on the events of this journal can't be read, for that cause. */
  public void failReads(String persistenceId, Throwable cause) {
    failing.put(persistenceId, cause);
  }

  /** The events of this journal can be read again. */
  public void mend(String persistenceId) {
    failing.remove(persistenceId);
  }

  @Override
  public ProcessingResult tryProcess(String persistenceId, JournalOperation operation) {
    Held now = held;
    now.reached().countDown();
    await(now.opened());
    Throwable cause = operation instanceof ReadEvents ? failing.get(persistenceId) : null;
    if (cause != null) {
      return StorageFailure.create(cause);
    }
    ProcessingResult ordered = operation instanceof WriteEvents ? next.remove(persistenceId) : null;
    return ordered == null ? ProcessingSuccess.getInstance() : ordered;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the journal's gate was waited for in vain");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
