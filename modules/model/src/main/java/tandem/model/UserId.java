package tandem.model;

/**
 * The id of a user: 1 to 128 characters of {@code [A-Za-z0-9._:@-]}. It can't be built invalid, so
 * a journal row or a log line made of it is safe.
 */
public record UserId(String value) implements Comparable<UserId> {

  /** Throws {@link IllegalArgumentException} unless {@link Ids#isValid(String)}. */
  public UserId {
    Ids.requireValid(value);
  }

  @Override
  public int compareTo(UserId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
