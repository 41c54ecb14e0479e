package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import tandem.protocol.http.IdPage;

/** Pages of ids: one id more than the page holds is fetched, to tell whether another follows. */
final class Pages {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  private Pages() {}

  static int limit(Query query) {
    return query.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  /** The first {@code limit} of the ids; the last of them is the cursor if there are more. */
  static HttpResponse reply(List<String> ids, int limit) {
    if (ids.size() <= limit) {
      return Replies.ok(new IdPage(ids, null));
    }
    return Replies.ok(new IdPage(List.copyOf(ids.subList(0, limit)), ids.get(limit - 1)));
  }
}
