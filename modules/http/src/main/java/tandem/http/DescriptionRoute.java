package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The route that serves the description of all routes. */
final class DescriptionRoute {

  private final CompletionStage<HttpResponse> reply =
      CompletableFuture.completedFuture(Replies.yaml(file()));

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/openapi.yaml", Set.of(), call -> reply).needing(Access.OPEN));
  }

  private static byte[] file() {
    try (InputStream file = DescriptionRoute.class.getResourceAsStream("/openapi.yaml")) {
      return Objects.requireNonNull(file, "openapi.yaml is not on the class path").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
