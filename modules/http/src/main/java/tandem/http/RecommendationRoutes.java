package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes that answer with a list of items. */
final class RecommendationRoutes {

  private final ListKinds kinds;
  private final ListReader lists;
  private final Pager pager;
  private final int maxBody;

  RecommendationRoutes(ListKinds kinds, ListReader lists, Pager pager, int maxBody) {
    this.kinds = kinds;
    this.lists = lists;
    this.pager = pager;
    this.maxBody = maxBody;
  }

  List<Endpoint> endpoints() {
    List<Endpoint> rows = new ArrayList<>();
    getAndPost(rows, "/v1/users/{id}/recommendations", kinds.user(), Access.READ_USER);
    getAndPost(rows, "/v1/items/{id}/similar", kinds.similar(), Access.READ);
    getAndPost(rows, "/v1/popular", kinds.popular(), Access.READ);
    getAndPost(rows, "/v1/trending", kinds.trending(), Access.READ);
    getAndPost(rows, "/v1/latest", kinds.latest(), Access.READ);
    rows.add(post("/v1/items/similar", kinds.similarToAll(), Access.READ));
    rows.add(post("/v1/recommendations", kinds.basket(), Access.READ));
    rows.addAll(pager.endpoints());
    return rows;
  }

  private void getAndPost(List<Endpoint> rows, String path, ListKinds.Kind kind, Access access) {
    rows.add(Endpoint.get(path, kind.parameters(), call -> list(kind, call)).needing(access));
    rows.add(post(path, kind, access));
  }

  private Endpoint post(String path, ListKinds.Kind kind, Access access) {
    return Endpoint.post(path, kind.others(), maxBody, call -> list(kind, call)).needing(access);
  }

  private CompletionStage<HttpResponse> list(ListKinds.Kind kind, Call call) {
    return pager.first(kind, ListKinds.Asked.of(kind, call, lists));
  }
}
