package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import tandem.model.UserId;
import tandem.protocol.http.UserLists;

/** The route that gives several users a list each. */
final class SeveralUsersRoute {

  static final int MAX_USERS = 50;

  private static final Set<String> FIELDS = fields();

  private final AskedModel models;
  private final ListReader lists;
  private final HttpSettings settings;

  SeveralUsersRoute(AskedModel models, ListReader lists, HttpSettings settings) {
    this.models = models;
    this.lists = lists;
    this.settings = settings;
  }

  private static Set<String> fields() {
    Set<String> fields = new HashSet<>(ListReader.FIELDS);
    fields.add("users");
    fields.add(ListReader.STRATEGY);
    fields.addAll(ListReader.SEEN_FIELDS);
    fields.remove("page"); // each list would have pages of its own
    return fields;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/users/recommendations", Set.of("model"), settings.maxBody(), this::lists)
            .needing(Access.READ));
  }

  private CompletionStage<HttpResponse> lists(Call call) {
    JsonNode body = JsonBody.object(call.body(), FIELDS);
    List<UserId> users =
        JsonIds.read(body.get("users"), "users", 1, MAX_USERS).stream().map(UserId::new).toList();
    Gate.requireAll(call.caller(), users);
    ListRequest request = lists.read(body);
    ListReader.requireReasons(request, false);
    RecommendationPort port = models.port(call);
    List<CompletableFuture<UserLists.Result>> results = new ArrayList<>(users.size());
    for (UserId user : users) {
      results.add(list(port, user, request, call).toCompletableFuture());
    }
    return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenApply(done -> reply(results.stream().map(CompletableFuture::join).toList(), call));
  }

  private CompletionStage<UserLists.Result> list(
      RecommendationPort port, UserId user, ListRequest request, Call call) {
    Duration timeout = settings.timeout();
    return Deadline.within(timeout, port.forUser(user, request, Optional.empty(), timeout))
        .handle(
            (answer, failure) ->
                failure == null
                    ? UserLists.Result.of(user.value(), answer.toView(call.tookMs(), request))
                    : UserLists.Result.failed(user.value(), detail(failure)));
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
      return "The list was not there in time.";
    }
    throw new CompletionException(failure);
  }

  private static HttpResponse reply(List<UserLists.Result> results, Call call) {
    int listed = (int) results.stream().filter(result -> result.list() != null).count();
    return Replies.json(
        listed == results.size() ? 200 : 207,
        new UserLists(listed, results.size() - listed, results, call.tookMs()));
  }
}
