package tandem.protocol.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list for each of several users.
 *
 * @param listed how many have one
 * @param failed how many have none
 * @param results one for each, in the order of the request
 * @param tookMs the time it took, in milliseconds
 */
public record UserLists(int listed, int failed, List<UserLists.Result> results, long tookMs) {

  /** Copies the results. */
  public UserLists {
    results = List.copyOf(results);
  }

  /**
   * What became of one of them.
   *
   * @param userId the user
   * @param status {@code listed} or {@code failed}
   * @param list absent if it failed
   * @param detail why it failed, for people, else absent
   */
  public record Result(
      String userId, String status, @Nullable ItemList list, @Nullable String detail) {

    /** The user's list. */
    public static Result of(String user, ItemList list) {
      return new Result(user, "listed", list, null);
    }

    /** Why the user has none. */
    public static Result failed(String user, String detail) {
      return new Result(user, "failed", null, detail);
    }
  }
}
