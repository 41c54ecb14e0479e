package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The routes that answer with a list of items. */
final class RecommendationRoutes {

  private static final Set<String> OF_USER = Set.of("after", "timeout", "model");
  private static final Set<String> OF_ANY = Set.of("model");

  private final ListKinds kinds;
  private final ListReader lists;
  private final int maxBody;

  RecommendationRoutes(ListKinds kinds, ListReader lists, int maxBody) {
    this.kinds = kinds;
    this.lists = lists;
    this.maxBody = maxBody;
  }

  List<Endpoint> endpoints() {
    List<Endpoint> rows = new ArrayList<>();
    getAndPost(rows, "/v1/users/{id}/recommendations", OF_USER, kinds.user(), Access.READ_USER);
    getAndPost(rows, "/v1/items/{id}/similar", OF_ANY, kinds.similar(), Access.READ);
    getAndPost(rows, "/v1/popular", OF_ANY, kinds.popular(), Access.READ);
    rows.add(post("/v1/items/similar", OF_ANY, kinds.similarToAll(), Access.READ));
    rows.add(post("/v1/recommendations", OF_ANY, kinds.basket(), Access.READ));
    return rows;
  }

  private void getAndPost(
      List<Endpoint> rows, String path, Set<String> others, ListKinds.Kind kind, Access access) {
    Set<String> parameters = ListReader.with(ListReader.PARAMETERS, others.toArray(String[]::new));
    rows.add(Endpoint.get(path, parameters, call -> list(kind, call)).needing(access));
    rows.add(post(path, others, kind, access));
  }

  private Endpoint post(String path, Set<String> parameters, ListKinds.Kind kind, Access access) {
    return Endpoint.post(path, parameters, maxBody, call -> list(kind, call)).needing(access);
  }

  private CompletionStage<HttpResponse> list(ListKinds.Kind kind, Call call) {
    return kind.maker()
        .make(asked(kind, call))
        .thenApply(answer -> Replies.ok(answer.toView(call.tookMs())));
  }

  /** What is wanted, in the query of a GET and in the body of a POST. */
  private ListKinds.Asked asked(ListKinds.Kind kind, Call call) {
    if (!call.isPost()) {
      return new ListKinds.Asked(call, MissingNode.getInstance(), lists.read(call.query()));
    }
    JsonNode body = JsonBody.object(call.body(), kind.fields());
    return new ListKinds.Asked(call, body, lists.read(body));
  }
}
