package tandem.http;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import tandem.model.UserId;

/** Makes lists as of a moment past. */
public interface PastPort {

  /**
   * The list that the user would have got at {@code asOf}. Fails with {@link UnavailableException}
   * while another one is under way, and with {@link NoSuchMomentException} for a moment that the
   * journal does not reach back to.
   */
  CompletionStage<PastList> forUser(UserId user, int k, Instant asOf);
}
