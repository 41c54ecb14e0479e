package tandem.http;

/** Who is told of the requests that were answered. */
@FunctionalInterface
public interface RequestListener {

  /**
   * A request was answered. Called on the thread that answers, so it returns at once.
   *
   * @param route the path as the OpenAPI file has it, or {@link #NO_ROUTE}
   * @param method of HTTP, in capitals
   * @param status of the answer
   * @param nanos from its arrival to its answer, but for sending that
   */
  void answered(String method, String route, int status, long nanos);

  /** So many streams were opened; negative when they ended. */
  default void streams(int more) {}

  /** A list was sent over a stream. */
  default void pushed() {}

  /** Where no route has the request's path. */
  String NO_ROUTE = "none";
}
