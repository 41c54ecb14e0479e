package tandem.http;

/** The kinds of problems that clients are told of; docs/api.md explains each. */
enum ProblemType {
  /** A path or query parameter, named by {@code field}. */
  INVALID_PARAMETER(400, "A parameter is not valid"),
  /** A body that is no JSON, or a field of it, named by {@code field}. */
  INVALID_BODY(400, "The body is not valid"),
  /** An event that breaks the rules. */
  INVALID_EVENT(400, "The event is not valid"),
  /** No valid key. */
  UNAUTHORIZED(401, "A valid API key is needed"),
  /** A key without the scope, or for another user. */
  FORBIDDEN(403, "The API key does not allow this"),
  /** No such path. */
  NO_SUCH_PATH(404, "There is nothing at this path"),
  /** No such user. */
  UNKNOWN_USER(404, "The user is not known"),
  /** No such item. */
  UNKNOWN_ITEM(404, "The item is not known"),
  /** No such model on this node. */
  UNKNOWN_MODEL(404, "The model is not known"),
  /** No list of this id that can be gone on with, or none of this caller. */
  UNKNOWN_LIST(404, "The list is not known"),
  /** A path that has other methods, named by the header Allow. */
  METHOD_NOT_ALLOWED(405, "The path does not have this method"),
  /** The client was too slow to send the body. */
  SLOW_BODY(408, "The body did not come in time"),
  /** A model that can't be dropped. */
  MODEL_IN_USE(409, "The model is in use"),
  /** What the configuration leaves out. */
  TURNED_OFF(409, "This is turned off"),
  /** A body that is too large. */
  TOO_LARGE(413, "The body is too large"),
  /** A body that is neither JSON nor, for events, NDJSON. */
  UNSUPPORTED_MEDIA_TYPE(415, "The media type of the body is not supported"),
  /** More than is allowed: try again after the time of the header Retry-After. */
  TOO_MANY_REQUESTS(429, "Too many requests"),
  /** A bug, or lost infrastructure. */
  INTERNAL(500, "Something went wrong here"),
  /** Try again after the time of the header Retry-After. */
  UNAVAILABLE(503, "Not available at the moment"),
  /** What was asked for did not come within the time-out. */
  TIMEOUT(504, "There was no answer in time");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** The type as a URI reference, for example {@code /problems/unknown-item}. */
  String uri() {
    return "/problems/" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
