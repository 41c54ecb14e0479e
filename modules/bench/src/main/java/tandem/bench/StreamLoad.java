package tandem.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opens streams of lists at a node that runs, and sends it events at a fixed rate: some of users
 * whose stream is open, who take an item of the list that they were shown last, and the rest of
 * others. Prints how long it took from sending such an event to the list without its item.
 *
 * <p>Arguments: the address, streams, events a second, how many of them by users with a stream,
 * seconds.
 */
public final class StreamLoad {

  private static final Pattern ITEM = Pattern.compile("\"item_id\":\"([^\"]+)\"");
  private static final long SEED = 20261125;
  private static final int OTHERS = 20_000;
  private static final int ITEMS = 5_000;
  private static final int TICKS = 20; // a second
  private static final int LEARNED = 20_000;

  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong pushed = new AtomicLong();
  private final List<Viewer> viewers = new ArrayList<>();

  private StreamLoad(URI address) {
    this.address = address;
  }

  /** A user whose stream is open. */
  private final class Viewer {
    private final String id;
    private volatile List<String> shown = List.of();
    private volatile @Nullable Click click;
    private final CountDownLatch first = new CountDownLatch(1);

    Viewer(String id) {
      this.id = id;
    }

    void open() {
      var unused =
          client
              .sendAsync(get("/v1/users/" + id + "/recommendations/stream"), BodyHandlers.ofLines())
              .thenAcceptAsync(
                  answer -> {
                    if (answer.statusCode() != 200) {
                      failed.incrementAndGet();
                    }
                    answer.body().filter(line -> line.startsWith("data: ")).forEach(this::came);
                  },
                  command -> new Thread(null, command, "viewer", 1 << 17).start());
    }

    private void came(String data) {
      pushed.incrementAndGet();
      List<String> items = new ArrayList<>();
      for (Matcher matcher = ITEM.matcher(data); matcher.find(); ) {
        items.add(matcher.group(1));
      }
      Click waiting = click;
      if (waiting != null && !items.contains(waiting.item())) {
        delays.add(System.nanoTime() - waiting.at());
        click = null;
      }
      shown = items;
      first.countDown();
    }

    /** An event for an item of the list, unless one is on its way. */
    @Nullable String take() {
      List<String> items = shown;
      if (click != null || items.isEmpty()) {
        return null;
      }
      String item = items.get(random.nextInt(items.size()));
      click = new Click(item, System.nanoTime());
      return event(id, item);
    }
  }

  private record Click(String item, long at) {}

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).build();
  }

  private String event(String user, String item) {
    return "{\"user_id\":\"%s\",\"item_id\":\"%s\",\"type\":\"rating\",\"value\":%d}"
        .formatted(user, item, 1 + random.nextInt(5));
  }

  private String other() {
    double u = random.nextDouble();
    int item = (int) (ITEMS * u * u * u); // few items have most events
    return event("o" + random.nextInt(OTHERS), "i" + item);
  }

  private void send(List<String> events) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/v1/events"))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(String.join("\n", events)))
            .build();
    var unused =
        client
            .sendAsync(request, BodyHandlers.ofString())
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null || answer.statusCode() != 202) {
                    failed.incrementAndGet();
                  }
                });
  }

  /** A history for everybody, so that lists are the users' own. */
  private void prepare(int streams) throws IOException, InterruptedException {
    for (int sent = 0; sent < LEARNED; sent += 200) {
      List<String> batch = new ArrayList<>();
      for (int e = 0; e < 200; e++) {
        batch.add(
            sent + e < streams ? event("v" + (sent + e), "i" + random.nextInt(ITEMS)) : other());
      }
      client.send(
          HttpRequest.newBuilder(address.resolve("/v1/events"))
              .header("Content-Type", "application/x-ndjson")
              .POST(BodyPublishers.ofString(String.join("\n", batch)))
              .build(),
          BodyHandlers.ofString());
    }
    while (!waiting().contains("\"waiting\":0")) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private String waiting() throws IOException, InterruptedException {
    return client.send(get("/v1/events"), BodyHandlers.ofString()).body();
  }

  private void open(int streams) throws InterruptedException {
    for (int v = 0; v < streams; v++) {
      viewers.add(new Viewer("v" + v));
      viewers.get(v).open();
    }
    for (Viewer viewer : viewers) {
      viewer.first.await();
    }
  }

  private void run(int rate, int own, int seconds) throws InterruptedException {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    var unused =
        clock.scheduleAtFixedRate(
            () -> tick(rate / TICKS, own / TICKS), 0, 1_000 / TICKS, TimeUnit.MILLISECONDS);
    int warm = seconds / 2;
    TimeUnit.SECONDS.sleep(warm);
    delays.clear();
    long before = pushed.get();
    TimeUnit.SECONDS.sleep(seconds - warm);
    clock.shutdownNow();
    report(pushed.get() - before, seconds - warm);
  }

  private void tick(int all, int own) {
    List<String> events = new ArrayList<>();
    for (int e = 0; e < own; e++) {
      String event = viewers.get(random.nextInt(viewers.size())).take();
      events.add(event == null ? other() : event);
    }
    while (events.size() < all) {
      events.add(other());
    }
    send(events);
  }

  private void report(long lists, int seconds) throws InterruptedException {
    long[] sorted = delays.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    long open = viewers.stream().filter(viewer -> viewer.click != null).count();
    System.out.printf(
        "lists/s %.0f  measured %d  p50 %.1f ms  p90 %.1f ms  p99 %.1f ms  most %.1f ms  unanswered"
            + " %d  failed %d%n",
        lists / (double) seconds,
        sorted.length,
        millis(sorted, 0.5),
        millis(sorted, 0.9),
        millis(sorted, 0.99),
        millis(sorted, 1),
        open,
        failed.get());
  }

  private static double millis(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Integer> numbers =
        Arrays.stream(arguments).skip(1).map(Integer::valueOf).collect(Collectors.toList());
    StreamLoad load = new StreamLoad(URI.create(arguments[0]));
    load.prepare(numbers.get(0));
    load.open(numbers.get(0));
    System.out.println("open");
    load.run(numbers.get(1), numbers.get(2), numbers.get(3));
    System.exit(0);
  }
}
