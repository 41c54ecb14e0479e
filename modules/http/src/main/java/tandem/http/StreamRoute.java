package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import tandem.http.ListStream.Wanted;

/** The route that sends a user's list whenever it has become another; see {@link ListStream}. */
final class StreamRoute {

  private static final long UNKNOWN = -1;

  private static final Set<String> PARAMETERS = parameters();

  private final AskedModel models;
  private final ListReader lists;
  private final OpenStreams open;
  private final RequestListener listener;
  private final HttpSettings settings;

  StreamRoute(
      AskedModel models,
      ListReader lists,
      RequestListener listener,
      OpenStreams open,
      HttpSettings settings) {
    this.models = models;
    this.lists = lists;
    this.listener = listener;
    this.open = open;
    this.settings = settings;
  }

  private static Set<String> parameters() {
    Set<String> names =
        ListReader.with(
            ListReader.with(ListReader.PARAMETERS, ListReader.USER_PARAMETERS), "model", "changed");
    names.remove("page"); // a stream has no pages
    return names;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/users/{id}/recommendations/stream", PARAMETERS, this::open)
            .needing(Access.READ_USER));
  }

  private CompletionStage<HttpResponse> open(Call call) {
    ListRequest list = lists.read(call.query());
    ListReader.requireReasons(list, true);
    Wanted wanted =
        new Wanted(
            call.userId(),
            call.lastEventId(),
            list,
            call.query().integer("changed", 1, 0, Query.MAX_K),
            UUID.randomUUID().toString(),
            settings.timeout());
    RecommendationPort port = models.port(call);
    open.requireRoom();
    return Deadline.within(
            settings.timeout(),
            port.follow(wanted.user(), wanted.follower(), UNKNOWN, settings.timeout()))
        .thenApply(user -> user.orElseThrow(StreamRoute::late))
        .thenCompose(
            user ->
                user.erased() && wanted.lastEventId().isPresent()
                    ? CompletableFuture.completedFuture(Replies.noContent()) // don't come back
                    : new ListStream(wanted, port, settings.streams(), listener, call.nanos())
                        .open(user)
                        .thenApply(events -> Replies.events(open.counted(events))));
  }

  private static CompletionException late() {
    return new CompletionException(new TimeoutException("the user does not answer"));
  }
}
