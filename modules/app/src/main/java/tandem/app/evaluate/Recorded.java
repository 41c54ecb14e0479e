package tandem.app.evaluate;

import java.util.Map;
import java.util.Optional;
import tandem.model.Factors;
import tandem.model.UserId;

/** What a running node made of the events of a log: the error of each, and the users in the end. */
public final class Recorded {

  private final float[] errors;
  private final Map<UserId, Factors> users;

  /**
   * Takes the array as it is.
   *
   * @param errors target minus prediction of each event of the log
   * @param users as the node had them after the last event; empty where that is not known
   */
  public Recorded(float[] errors, Map<UserId, Factors> users) {
    this.errors = errors;
    this.users = Map.copyOf(users);
  }

  float error(int e) {
    return errors[e];
  }

  Optional<Factors> user(UserId id) {
    return Optional.ofNullable(users.get(id));
  }

  boolean knowsUsers() {
    return !users.isEmpty();
  }
}
