package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tandem.http.ItemBatchReader.Element;
import tandem.http.ItemBatchReader.Invalid;
import tandem.http.ItemBatchReader.Valid;
import tandem.model.ItemId;
import tandem.protocol.http.ItemBatch;
import tandem.protocol.http.ItemResult;

/**
 * The route by which many items are described at once. So many are under way together; what has not
 * begun when the time is up is not begun.
 */
final class ItemBatchRoute {

  private static final String LATE = "It was not stored in time, or is not known to be.";

  private final ItemPort port;
  private final ItemBatchReader reader;
  private final HttpSettings settings;

  ItemBatchRoute(ItemPort port, ItemBatchReader reader, HttpSettings settings) {
    this.port = port;
    this.reader = reader;
    this.settings = settings;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put("/v1/items", settings.maxEventsBody(), this::put).needing(Access.WRITE_ITEMS));
  }

  private CompletionStage<HttpResponse> put(Call call) {
    List<Element> elements = reader.read(call.body());
    int together = settings.items().batchParallelism();
    CompletionStage<List<ItemResult>> results =
        CompletableFuture.completedFuture(new ArrayList<>(elements.size()));
    for (int from = 0; from < elements.size(); from += together) {
      int first = from;
      List<Element> some = elements.subList(first, Math.min(first + together, elements.size()));
      results =
          results.thenCompose(
              before ->
                  store(some, first, call)
                      .thenApply(
                          more -> {
                            before.addAll(more);
                            return before;
                          }));
    }
    return results.thenApply(ItemBatchRoute::reply);
  }

  private CompletionStage<List<ItemResult>> store(List<Element> some, int first, Call call) {
    Duration left = settings.maxTimeout().minusMillis(call.tookMs());
    List<CompletableFuture<ItemResult>> results = new ArrayList<>(some.size());
    for (int i = 0; i < some.size(); i++) {
      results.add(store(first + i, some.get(i), left).toCompletableFuture());
    }
    return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenApply(done -> results.stream().map(CompletableFuture::join).toList());
  }

  private CompletionStage<ItemResult> store(int index, Element element, Duration left) {
    if (element instanceof Invalid invalid) {
      return CompletableFuture.completedFuture(
          new ItemResult(
              index,
              value(invalid.item()),
              ItemResult.REJECTED,
              invalid.why().field(),
              invalid.why().detail()));
    }
    Valid valid = (Valid) element;
    if (left.isNegative() || left.isZero()) {
      return CompletableFuture.completedFuture(failed(index, valid, LATE));
    }
    Duration timeout = left.compareTo(settings.timeout()) < 0 ? left : settings.timeout();
    return Deadline.within(timeout, port.describe(valid.item(), valid.description(), timeout))
        .handle(
            (done, failure) ->
                failure == null
                    ? new ItemResult(index, value(valid.item()), ItemResult.STORED, null, null)
                    : failed(index, valid, detail(failure)));
  }

  private static ItemResult failed(int index, Valid valid, String detail) {
    return new ItemResult(index, value(valid.item()), ItemResult.FAILED, null, detail);
  }

  private static @Nullable String value(@Nullable ItemId item) {
    return item == null ? null : item.value();
  }

  /** What may pass; anything else is a bug, and fails the request. */
  private static String detail(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof CompletionException && cause != null) {
      return detail(cause);
    }
    if (failure instanceof UnavailableException unavailable) {
      return String.valueOf(unavailable.getMessage());
    }
    if (failure instanceof TimeoutException) {
      return LATE;
    }
    throw new CompletionException(failure);
  }

  private static HttpResponse reply(List<ItemResult> results) {
    int stored = count(results, ItemResult.STORED);
    int rejected = count(results, ItemResult.REJECTED);
    int status = stored == results.size() ? 200 : rejected == results.size() ? 400 : 207;
    return Replies.json(
        status, new ItemBatch(stored, rejected, results.size() - stored - rejected, results));
  }

  private static int count(List<ItemResult> results, String status) {
    return (int) results.stream().filter(result -> result.status().equals(status)).count();
  }
}
