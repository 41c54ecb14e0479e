package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One route: a method on a path.
 *
 * @param method GET, POST, PUT or DELETE
 * @param template the path; a segment {@code {id}} stands for any one segment
 * @param parameters the query parameters that it takes
 * @param handler what answers
 */
record Endpoint(String method, String template, Set<String> parameters, Handler handler) {

  private static final String VARIABLE = "{id}";

  /** Answers a call; a {@link ProblemException} thrown or in the stage becomes the answer. */
  @FunctionalInterface
  interface Handler {
    CompletionStage<HttpResponse> handle(Call call);
  }

  static Endpoint of(String method, String template, Handler handler, String... parameters) {
    return new Endpoint(method, template, Set.of(parameters), handler);
  }

  /** The value of {@code {id}}, "" if the template has none, or empty if the path is another. */
  Optional<String> match(List<String> path) {
    List<String> expected = segments();
    if (path.size() != expected.size()) {
      return Optional.empty();
    }
    String id = "";
    for (int i = 0; i < path.size(); i++) {
      if (expected.get(i).equals(VARIABLE)) {
        id = path.get(i);
      } else if (!expected.get(i).equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(id);
  }

  private List<String> segments() {
    return List.of(template.substring(1).split("/"));
  }
}
