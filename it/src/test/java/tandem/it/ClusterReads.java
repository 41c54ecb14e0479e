package tandem.it;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tandem.protocol.http.ItemList;

/**
 * A reader that asks the nodes in turn for recommendations, fifty times a second, with the manners
 * of a load balancer: a node that does not answer is left alone for a while, and another is asked
 * instead. Where no other answers, those that were left alone are asked, too.
 */
final class ClusterReads implements AutoCloseable {

  /** For an answer; above the longest that a node takes by default. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final long LEFT_ALONE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int PERIOD_MILLIS = 20;

  private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
  private final Supplier<List<HttpApi>> nodes;
  private final Supplier<String> user;
  private final Map<HttpApi, HttpApi> impatient = new HashMap<>();
  private final Map<HttpApi, Long> leftAlone = new HashMap<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private int turn;
  private int incomplete;
  private int unanswered;
  private long lastList = System.nanoTime();
  private long lastIncomplete = lastList;
  private long longestGap;

  /**
   * What was seen.
   *
   * @param lists answers with a list
   * @param incomplete lists among them that lacked a part of the index, or were for everybody since
   *     the user did not answer; each says so
   * @param statuses of the other answers
   * @param unanswered reads that no node has answered
   * @param longestGap between two lists
   */
  record Seen(
      int lists,
      int incomplete,
      Map<Integer, Integer> statuses,
      int unanswered,
      Duration longestGap) {

    int failed() {
      return unanswered + statuses.values().stream().mapToInt(n -> n).sum();
    }
  }

  private ClusterReads(Supplier<List<HttpApi>> nodes, Supplier<String> user) {
    this.nodes = nodes;
    this.user = user;
  }

  /** Reads until closed. */
  static ClusterReads start(Supplier<List<HttpApi>> nodes, Supplier<String> user) {
    ClusterReads reads = new ClusterReads(nodes, user);
    var unused =
        reads.reader.scheduleWithFixedDelay(reads::read, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return reads;
  }

  private void read() {
    String path = "/v1/users/" + user.get() + "/recommendations?k=10";
    for (HttpApi node : inOrder(nodes.get())) {
      try {
        count(impatient.computeIfAbsent(node, known -> known.withPatience(PATIENCE)).get(path));
        return;
      } catch (IOException away) {
        leftAlone.put(node, System.nanoTime() + LEFT_ALONE_NANOS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    countUnanswered();
  }

  /** From the next one on in turn, those that are left alone last. */
  private List<HttpApi> inOrder(List<HttpApi> all) {
    long now = System.nanoTime();
    List<HttpApi> order = new ArrayList<>(all);
    Collections.rotate(order, -(turn++ % all.size()));
    order.sort(Comparator.comparing(node -> leftAlone.getOrDefault(node, now) > now));
    return order;
  }

  private synchronized void count(HttpResponse<String> answer) throws IOException {
    long now = System.nanoTime();
    int status = answer.statusCode();
    statuses.merge(status, 1, Integer::sum);
    if (status != 200) {
      return;
    }
    longestGap = Math.max(longestGap, now - lastList);
    lastList = now;
    ItemList list = HttpApi.body(answer, 200, ItemList.class);
    if (list.coverage() < 1 || list.fallback() != null) {
      incomplete++;
      lastIncomplete = now;
    }
  }

  private synchronized void countUnanswered() {
    unanswered++;
  }

  /** The time at which an answer was last incomplete, of {@link System#nanoTime}. */
  synchronized long lastIncomplete() {
    return lastIncomplete;
  }

  /** Returns when so many lists in a row, and more, were complete. */
  void awaitComplete(int inARow) {
    List<Integer> start = new ArrayList<>();
    var unused =
        Await.until(
            inARow + " complete lists",
            () -> {
              Seen now = seen();
              if (start.isEmpty() || start.get(1) != now.incomplete()) {
                start.clear();
                start.addAll(List.of(now.lists(), now.incomplete()));
              }
              return now.lists() - start.get(0);
            },
            lists -> lists >= inARow);
  }

  synchronized Seen seen() {
    Map<Integer, Integer> others = new TreeMap<>(statuses);
    Integer lists = others.remove(200);
    return new Seen(
        lists == null ? 0 : lists, incomplete, others, unanswered, Duration.ofNanos(longestGap));
  }

  /** Returns when the last read has its answer. */
  @Override
  public void close() {
    reader.shutdown();
    boolean unused = Await.until("the last read", reader::isTerminated, ended -> ended);
  }
}
