package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A reader that asks for recommendations fifty times a second, whatever happens. */
final class Reads implements AutoCloseable {

  private static final int PERIOD_MILLIS = 20;

  private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
  private final HttpApi api;
  private final Supplier<String> user;
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private int unanswered;

  private Reads(HttpApi api, Supplier<String> user) {
    this.api = api;
    this.user = user;
  }

  /** Reads until closed; the node may go and come again at its address. */
  static Reads start(HttpApi api, Supplier<String> user) {
    Reads reads = new Reads(api, user);
    var unused =
        reads.reader.scheduleWithFixedDelay(reads::read, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return reads;
  }

  private void read() {
    try {
      int status = api.get("/v1/users/" + user.get() + "/recommendations?k=10").statusCode();
      count(status);
    } catch (IOException away) {
      countUnanswered();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void count(int status) {
    answers.merge(status, 1, Integer::sum);
  }

  private synchronized void countUnanswered() {
    unanswered++;
  }

  /** How many were answered with a list. */
  synchronized int ok() {
    return answers.getOrDefault(200, 0);
  }

  /** How many were not: another status, or no answer. */
  synchronized int failed() {
    return unanswered + answers.values().stream().mapToInt(n -> n).sum() - ok();
  }

  /** A node that is up answers each: with a list, or that it was too slow on a busy machine. */
  synchronized void assertAllAnswered() {
    assertThat(unanswered).as("reads without an answer").isZero();
    assertThat(answers.keySet()).isSubsetOf(200, 503, 504).contains(200);
  }

  /** Returns when the last read has its answer. */
  @Override
  public void close() {
    reader.shutdown();
    boolean unused = Await.until("the last read", reader::isTerminated, ended -> ended);
  }
}
