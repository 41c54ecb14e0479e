package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failsafe.function.CheckedSupplier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tandem.protocol.http.LogProgress;

/** The loads of a run on one topic, and how far they are learned. */
final class FaultTraffic {

  private static final int USERS = 1_000;
  private static final int ITEMS = 2_000;
  private static final int PER_SECOND = 500;

  /** Events of others that a run begins with. */
  static final int FIRST = 10;

  private final EventTopic topic;
  private final long seed;
  private final CheckedSupplier<LogProgress> progress;
  private final Account account = new Account();
  private final List<Load> loads = new ArrayList<>();
  private final List<HttpLoad> posts = new ArrayList<>();
  private int streams;
  // records of the topic's earlier lives
  private long earlier;

  /**
   * Without any load yet.
   *
   * @param progress asked of whoever learns; an {@link IOException} while nobody can say
   */
  FaultTraffic(EventTopic topic, long seed, CheckedSupplier<LogProgress> progress) {
    this.topic = topic;
    this.seed = seed;
    this.progress = progress;
  }

  /** A consumer needs seconds to begin: without it all is in the log before the node learns. */
  void warmUp() {
    send(FIRST, PER_SECOND, new MadeEvents(seed, "w", USERS, ITEMS, 0)::fresh);
    awaitSettled(FIRST);
  }

  /** Sends records of the seed's audience in the background. */
  void send(int records) {
    send(records, new MadeEvents(seed, "s" + streams++, USERS, ITEMS, 0));
  }

  /** Sends other records in the same way. */
  void send(int records, Supplier<MadeRecord> source) {
    send(records, PER_SECOND, source);
  }

  /** The same at another pace. */
  void send(int records, int perSecond, Supplier<MadeRecord> source) {
    loads.add(Load.start(topic.bootstrap(), topic.name(), source, records, perSecond, account));
  }

  /** Posts events in the background. */
  void post(HttpApi api, int events) {
    posts.add(HttpLoad.start(api, seed, events));
  }

  /** A user of the first load. */
  static String user(int number) {
    return "s0u" + number % USERS;
  }

  /** Returns once so many records of the log are settled, at least. */
  void awaitSettled(long records) {
    LogProgress unused =
        Await.until(records + " settled", progress, now -> settled(now) >= records);
  }

  /** How many are. */
  long settled() {
    return settled(Await.until("an answer", progress, now -> true));
  }

  private static long settled(LogProgress progress) {
    return progress.partitions().stream().mapToLong(LogProgress.Partition::settled).sum();
  }

  /** Returns when more is settled than {@code before}, or all is. */
  void awaitProgress(long before) {
    LogProgress unused =
        Await.until(
            "progress after the fault",
            progress,
            now -> settled(now) > before || (isSent() && now.waiting() == 0));
  }

  /** Returns when more of each partition is settled than now, or all of it. */
  void awaitProgressOfAll() {
    Map<Integer, Long> before = new HashMap<>();
    Await.until("an answer", progress, now -> true)
        .partitions()
        .forEach(partition -> before.put(partition.partition(), partition.settled()));
    LogProgress unused =
        Await.until(
            "progress of each partition",
            progress,
            now ->
                now.partitions().stream()
                    .allMatch(
                        partition ->
                            partition.settled() > before.getOrDefault(partition.partition(), 0L)
                                || (isSent() && partition.settled() == partition.end())));
  }

  /** Whether nothing is left that a fault could meet. */
  boolean isLearned() throws Exception {
    try {
      return isSent() && progress.get().waiting() == 0;
    } catch (RuntimeException | IOException | InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private boolean isSent() {
    return loads.stream().allMatch(Load::isDone);
  }

  /** Returns when all loads are in the log. */
  void awaitAccepted() throws InterruptedException {
    for (Load load : loads) {
      load.await();
    }
  }

  /** Returns when all loads are accepted and learned. */
  void awaitLearned() throws InterruptedException {
    awaitAccepted();
    posts.forEach(post -> post.settle(topic, account));
    posts.clear();
    assertThat(topic.records()).as("records in the log").isEqualTo(inTopic());
    LogProgress unused =
        Await.until(
            "all is learned",
            Duration.ofMinutes(10),
            progress,
            now -> now.waiting() == 0 && settled(now) == inTopic());
  }

  private long inTopic() {
    return account.records() - earlier;
  }

  /** Makes the topic anew: what was accepted until now stays the truth, and is no longer in it. */
  void makeTopicAnew() throws Exception {
    earlier = account.records();
    loads.clear();
    topic.makeAnew();
  }

  Account account() {
    return account;
  }
}
