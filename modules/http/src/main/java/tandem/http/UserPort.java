package tandem.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.UserId;

/**
 * The users. A stage fails with {@link java.util.concurrent.TimeoutException} when there is no
 * answer in time, and with {@link UnavailableException} when there can't be one now.
 */
public interface UserPort {

  /** The user, or empty if no event of theirs was learned. */
  CompletionStage<Optional<UserFacts>> get(UserId user, Duration timeout);

  /**
   * The first {@code limit} ids above {@code after}, ascending; fewer only at the end.
   *
   * @param after an id, or "" for the beginning
   * @param limit 1 to 1001
   */
  CompletionStage<List<UserId>> ids(String after, int limit, Duration timeout);
}
