package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.protocol.http.SimilarUserList;

/** The route that names users who are like one; not for a key that is for one user. */
final class SimilarUsersRoute {

  private final AskedModel models;
  private final Duration timeout;

  SimilarUsersRoute(AskedModel models, Duration timeout) {
    this.models = models;
    this.timeout = timeout;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/users/{id}/similar", Set.of("k", "model"), this::similar)
            .needing(Access.READ_USERS));
  }

  private CompletionStage<HttpResponse> similar(Call call) {
    int k = call.query().k();
    return Deadline.within(timeout, models.port(call).similarUsers(call.userId(), k, timeout))
        .thenApply(answer -> reply(answer.orElseThrow(UserRoutes::unknown), call));
  }

  private static HttpResponse reply(SimilarUsers answer, Call call) {
    List<Integer> missing = answer.missingPartitions();
    return Replies.ok(
        new SimilarUserList(
            answer.users().stream()
                .map(one -> new SimilarUserList.Entry(one.user().value(), one.likeness()))
                .toList(),
            answer.coverage(),
            missing.isEmpty() ? null : missing,
            call.tookMs()));
  }
}
