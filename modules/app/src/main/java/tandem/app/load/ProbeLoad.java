package tandem.app.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import tandem.loadgen.run.Failure;
import tandem.loadgen.run.Meter;
import tandem.loadgen.run.OpenLoop;
import tandem.protocol.http.EventReceipt;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.ItemList;
import tandem.protocol.http.ListedItem;

/**
 * Measures freshness as a user has it: a user takes an item of the list that it was shown last, and
 * asks for its list by the token of that event. The answer must come, must be the user's own, and
 * must not have the item any more. The time is from when the event was due to that answer.
 */
final class ProbeLoad implements OpenLoop.Action {

  private static final int USERS = 64;

  private final ObjectMapper json = HttpJson.mapper();
  private final Calls calls;
  private final Truth truth;
  private final Meter meter;
  private final BlockingQueue<Probe> idle = new ArrayBlockingQueue<>(USERS);

  /** A user, with the first item of its last list, or one that is in none. */
  private record Probe(String user, String item, int turn) {}

  /**
   * Probes by users of their own.
   *
   * @param prefix of their ids, which no other run has
   */
  ProbeLoad(Calls calls, String prefix, Truth truth, Meter meter) {
    this.calls = calls;
    this.truth = truth;
    this.meter = meter;
    for (int user = 0; user < USERS; user++) {
      idle.add(new Probe(prefix + user, "i" + (user + 1), 0));
    }
  }

  @Override
  public void begin(long due) {
    Probe probe = takeIdle();
    byte[] event =
        ("{\"user_id\":\"%s\",\"item_id\":\"%s\",\"type\":\"rating\",\"value\":5,\"timestamp\":%s,"
                + "\"event_id\":\"%s-%d\"}")
            .formatted(
                probe.user(),
                probe.item(),
                System.currentTimeMillis() / 1e3,
                probe.user(),
                probe.turn())
            .getBytes(StandardCharsets.UTF_8);
    calls.post(
        "/v1/events",
        "application/json",
        event,
        (answer, failure) -> posted(probe, due, event, answer, failure));
  }

  private Probe takeIdle() {
    try {
      return idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts a loop", e);
    }
  }

  private void posted(
      Probe probe,
      long due,
      byte[] event,
      @Nullable HttpResponse<byte[]> answer,
      Optional<Failure> failure) {
    if (answer == null || failure.isPresent()) {
      if (answer == null || answer.statusCode() >= 500) {
        truth.unsure(event);
      }
      failed(probe, failure.orElse(Failure.FAILED));
      return;
    }
    truth.accepted(event);
    Optional<EventReceipt> receipt = read(answer, EventReceipt.class);
    if (receipt.isEmpty()) {
      failed(probe, Failure.WRONG);
      return;
    }
    calls.get(
        "/v1/users/" + probe.user() + "/recommendations?timeout=10s&after=" + receipt.get().token(),
        (list, noList) -> listed(probe, due, list, noList));
  }

  private void listed(
      Probe probe, long due, @Nullable HttpResponse<byte[]> answer, Optional<Failure> failure) {
    if (answer == null || failure.isPresent()) {
      failed(probe, failure.orElse(Failure.FAILED));
      return;
    }
    Optional<ItemList> list = read(answer, ItemList.class);
    List<String> items =
        list.map(ItemList::items).orElse(List.of()).stream().map(ListedItem::itemId).toList();
    if (list.isEmpty() || !list.get().known() || items.contains(probe.item())) {
      failed(probe, Failure.WRONG);
      return;
    }
    meter.ok(System.nanoTime() - due);
    next(probe, items.isEmpty() ? probe.item() + "x" : items.get(0));
  }

  private void failed(Probe probe, Failure why) {
    meter.failed(why);
    next(probe, probe.item());
  }

  private void next(Probe probe, String item) {
    boolean unused = idle.offer(new Probe(probe.user(), item, probe.turn() + 1));
  }

  private <T> Optional<T> read(HttpResponse<byte[]> answer, Class<T> type) {
    try {
      return Optional.of(json.readValue(answer.body(), type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
