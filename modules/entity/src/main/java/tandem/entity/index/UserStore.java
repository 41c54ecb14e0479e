package tandem.entity.index;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import tandem.model.UserId;

/**
 * The read model of the index of users and the journal behind it. A stage that fails means that the
 * database is away: ask again later.
 */
public interface UserStore {

  /** The stored rows of a partition. */
  CompletionStage<Rows> rows(int partition);

  /**
   * What became of users since the journal's ordering number {@code after}: the newest of each.
   *
   * @param wanted which users
   */
  CompletionStage<Changes> changes(long after, Predicate<UserId> wanted);

  /**
   * Stores rows of a partition, and that it is complete up to {@code ordering}, in one transaction;
   * the row of a user who is not known is removed. Gives the ordering number of the newest event
   * that the journal had before.
   */
  CompletionStage<Long> save(int partition, List<IndexedUser> rows, long ordering);

  /**
   * The rows of a partition.
   *
   * @param users the rows
   * @param ordering they hold every event of the journal up to here; 0 if nothing was stored
   */
  record Rows(List<IndexedUser> users, long ordering) {}

  /**
   * Changes in the journal.
   *
   * @param upTo the ordering number of the newest event of the journal
   * @param users how they are after it
   */
  record Changes(long upTo, List<IndexedUser> users) {}
}
