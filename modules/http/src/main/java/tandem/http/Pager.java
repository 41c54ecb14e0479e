package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Uri;
import akka.util.ByteString;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import tandem.http.ListKinds.Asked;
import tandem.http.ListKinds.Kind;
import tandem.model.ItemId;

/**
 * Shows lists page by page. A page is made by the first request once more, without what was shown,
 * so it knows what has been learned since; it is noted before it is answered, by whoever knows all
 * pages before it, so that no item is in two.
 */
final class Pager {

  /** How many items all pages of a list have together. */
  static final int MAX_ITEMS = 1_000;

  static final int MAX_REQUEST = 16_384;
  private static final int ATTEMPTS = 5;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Map<String, Kind> kinds = new HashMap<>();
  private final PagePort port;
  private final ListReader lists;
  private final Supplier<String> ids;
  private final Duration timeout;

  /** Names lists by {@code ids}, which nobody can guess. */
  Pager(List<Kind> kinds, PagePort port, ListReader lists, Supplier<String> ids, Duration timeout) {
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    this.port = port;
    this.lists = lists;
    this.ids = ids;
    this.timeout = timeout;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/lists/{id}/next", Set.of("k"), 0, this::next).needing(Access.READ));
  }

  /** The list, as the first page of one that can be gone on with if the request wants that. */
  CompletionStage<HttpResponse> first(Kind kind, Asked asked) {
    if (!asked.paged()) {
      return kind.maker()
          .make(asked)
          .thenApply(answer -> Replies.ok(answer.toView(asked.call().tookMs(), asked.list())));
    }
    PagePort.Asked request = request(kind, asked.call());
    return kind.maker().make(asked).thenCompose(answer -> open(request, asked, answer));
  }

  private CompletionStage<HttpResponse> open(
      PagePort.Asked request, Asked asked, ListAnswer answer) {
    if (isEnd(answer, asked.list().k())) {
      return CompletableFuture.completedFuture(
          Replies.ok(answer.toView(asked.call().tookMs(), asked.list())));
    }
    String id = ids.get();
    return Deadline.within(timeout, port.open(id, request, answer.ids(), timeout))
        .thenApply(
            opened ->
                Replies.ok(
                    answer.withId(opened ? id : "").toView(asked.call().tookMs(), asked.list())));
  }

  private static PagePort.Asked request(Kind kind, Call call) {
    String body = call.body().bytes().utf8String();
    if (call.query().text().length() + body.length() > MAX_REQUEST) {
      throw ProblemException.of(
          ProblemType.TOO_LARGE,
          "A list in pages may be asked for with up to " + MAX_REQUEST + " characters.");
    }
    return new PagePort.Asked(kind.name(), call.variable(), call.query().text(), body);
  }

  /** Whether nothing can come behind it. */
  private static boolean isEnd(ListAnswer answer, int k) {
    return answer.items().size() < k && answer.coverage() == 1 && !answer.fallback();
  }

  private CompletionStage<HttpResponse> next(Call call) {
    return next(call, ATTEMPTS);
  }

  private CompletionStage<HttpResponse> next(Call call, int attempts) {
    return Deadline.within(timeout, port.find(call.variable(), timeout))
        .thenCompose(
            found -> {
              PagePort.Shown shown =
                  found
                      .filter(list -> mayGoOn(call.caller(), list.asked()))
                      .orElseThrow(Pager::unknown);
              return next(call, shown, attempts);
            });
  }

  /** Of a list for another user the caller is told no more than of one that never was. */
  private static boolean mayGoOn(Caller caller, PagePort.Asked asked) {
    return !asked.kind().equals(ListKinds.USER) || caller.mayActFor(asked.subject());
  }

  private static ProblemException unknown() {
    return ProblemException.of(
        ProblemType.UNKNOWN_LIST, "It was never begun, or nobody went on with it for too long.");
  }

  private CompletionStage<HttpResponse> next(Call call, PagePort.Shown shown, int attempts) {
    Kind kind = kinds.get(shown.asked().kind());
    if (kind == null || shown.items().size() >= MAX_ITEMS) {
      throw unknown(); // of a later version, or at its end
    }
    Asked asked = again(kind, shown, call);
    return kind.maker()
        .make(asked)
        .thenCompose(
            answer ->
                Deadline.within(
                        timeout, port.show(call.variable(), shown.pages(), answer.ids(), timeout))
                    .thenCompose(
                        taken -> {
                          if (taken) {
                            return CompletableFuture.completedFuture(
                                page(call, shown, asked.list(), answer));
                          }
                          if (attempts == 1) {
                            throw new UnavailableException(
                                "Others ask for pages of the same list.", SOON);
                          }
                          return next(call, attempts - 1);
                        }));
  }

  private static HttpResponse page(
      Call call, PagePort.Shown shown, ListRequest list, ListAnswer answer) {
    boolean full = shown.items().size() + answer.items().size() >= MAX_ITEMS;
    String id = full || isEnd(answer, list.k()) ? "" : call.variable();
    return Replies.ok(answer.withId(id).toView(call.tookMs(), list));
  }

  /** The first request once more, for what comes behind all that was shown. */
  private Asked again(Kind kind, PagePort.Shown shown, Call call) {
    PagePort.Asked first = shown.asked();
    Query query =
        Query.of(Uri.create("/?" + first.query()), ListReader.with(kind.parameters(), "timeout"));
    Body body =
        first.body().isEmpty()
            ? Body.NONE
            : new Body(Body.JSON, ByteString.fromString(first.body()));
    Call before =
        new Call(
            first.subject(),
            query,
            body,
            !first.body().isEmpty(),
            call.caller(),
            call.lastEventId(),
            call.startedNanos(),
            call.nanos());
    Asked asked = Asked.of(kind, before, lists);
    Set<ItemId> exclude = new HashSet<>(asked.list().exclude());
    exclude.addAll(shown.items());
    int k = call.query().k(asked.list().k());
    int left = Math.min(k, MAX_ITEMS - shown.items().size());
    return asked.with(asked.list().without(exclude, left));
  }
}
