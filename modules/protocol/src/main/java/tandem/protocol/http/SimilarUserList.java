package tandem.protocol.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users who are like one.
 *
 * @param users the most alike first
 * @param coverage the share of the index of users that has answered, 0 to 1
 * @param missingPartitions the partitions that have not, absent if all have
 * @param tookMs the time it took, in milliseconds
 */
public record SimilarUserList(
    List<Entry> users, double coverage, @Nullable List<Integer> missingPartitions, long tookMs) {

  /** Copies the list. */
  public SimilarUserList {
    users = List.copyOf(users);
  }

  /**
   * One of them.
   *
   * @param userId who
   * @param likeness the cosine of the learned vectors, -1 to 1
   */
  public record Entry(String userId, double likeness) {}
}
