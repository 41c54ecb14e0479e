package tandem.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.UserId;

/** The users. Time-outs and failures are as in {@link RecommendationPort}. */
public interface UserPort {

  /** What is known of a user; empty if none of their events was learned. */
  CompletionStage<Optional<UserFacts>> get(UserId user, Duration timeout);

  /**
   * Forgets a user: journal, snapshots and all that is in memory; the receipt when that is done,
   * the earlier one if nothing was learned of the user since. Empty if nothing was ever known. One
   * that does not complete in time is completed later.
   */
  CompletionStage<Optional<ErasureReceipt>> erase(UserId user, Duration timeout);

  /**
   * The first {@code limit} users (2 to 1,001) after {@code after}, or from the start, in the
   * ascending order of the ids' bytes.
   */
  CompletionStage<List<UserId>> list(Optional<UserId> after, int limit, Duration timeout);
}
