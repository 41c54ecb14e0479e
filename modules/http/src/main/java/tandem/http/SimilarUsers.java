package tandem.http;

import java.util.List;
import tandem.model.UserId;

/**
 * Users who are like one.
 *
 * @param users the most alike first
 * @param coverage the share of the index of users that has answered, 0 to 1
 * @param missingPartitions the partitions that have not
 */
public record SimilarUsers(
    List<SimilarUsers.Entry> users, double coverage, List<Integer> missingPartitions) {

  /** Copies the lists. */
  public SimilarUsers {
    users = List.copyOf(users);
    missingPartitions = List.copyOf(missingPartitions);
  }

  /**
   * One of them.
   *
   * @param user who
   * @param likeness the cosine of the learned vectors, -1 to 1
   */
  public record Entry(UserId user, double likeness) {}
}
