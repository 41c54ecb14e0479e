package tandem.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.MediaType;
import akka.http.scaladsl.model.EntityStreamException;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the body of a request within bounds of size and time. */
final class BodyReader {

  private final Duration timeout;
  private final Materializer materializer;

  BodyReader(Duration timeout, Materializer materializer) {
    this.timeout = timeout;
    this.materializer = materializer;
  }

  /** Reads up to {@code maxBytes}; fails with a {@link ProblemException} when it can't. */
  CompletionStage<Body> read(HttpRequest request, int maxBytes) {
    if (request.getHeader("Content-Encoding").isPresent()) {
      throw ProblemException.of(
          ProblemType.UNSUPPORTED_MEDIA_TYPE, "Bodies are read without Content-Encoding only.");
    }
    if (request.entity().getContentLengthOption().orElse(0) > maxBytes) {
      return refuseAtItsEnd(request, maxBytes);
    }
    return request
        .entity()
        .withSizeLimit(maxBytes)
        .toStrict(timeout.toMillis(), maxBytes, materializer)
        .handle((strict, failure) -> failure == null ? body(strict) : fail(failure, maxBytes));
  }

  /** Akka closes a connection whose body it has not read: who still sends would see no answer. */
  private CompletionStage<Body> refuseAtItsEnd(HttpRequest request, int maxBytes) {
    return request
        .discardEntityBytes(materializer)
        .completionStage()
        .toCompletableFuture()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (end, failure) -> {
              throw tooLarge(maxBytes);
            });
  }

  private static Body body(HttpEntity.Strict strict) {
    MediaType type = strict.getContentType().mediaType();
    String name = type.mainType() + "/" + type.subType();
    return new Body(name.toLowerCase(Locale.ROOT), strict.getData());
  }

  private static Body fail(Throwable failure, int maxBytes) {
    Throwable cause = failure.getCause();
    if (failure instanceof CompletionException && cause != null) {
      return fail(cause, maxBytes);
    }
    if (failure instanceof EntityStreamSizeException) {
      throw tooLarge(maxBytes);
    }
    if (failure instanceof TimeoutException) {
      throw ProblemException.of(ProblemType.SLOW_BODY, "Send the body faster, or a smaller one.");
    }
    if (failure instanceof EntityStreamException) {
      throw ProblemException.body("", "The body ended early or is not in chunks as announced.");
    }
    throw new CompletionException(failure);
  }

  private static ProblemException tooLarge(int maxBytes) {
    return ProblemException.of(
        ProblemType.TOO_LARGE, "The body may have up to " + maxBytes + " bytes here.");
  }
}
