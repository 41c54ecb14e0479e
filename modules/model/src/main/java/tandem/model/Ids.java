package tandem.model;

/**
 * What an id of a user or an item may look like. The rule is an allow-list because one id that the
 * journal's database refuses fails the write of every entity in the same batch.
 */
public final class Ids {

  /** The longest id, in characters. */
  public static final int MAX_LENGTH = 128;

  private Ids() {}

  /**
   * Whether {@code id} has 1 to {@value #MAX_LENGTH} characters, all of {@code [A-Za-z0-9._:@-]}.
   */
  public static boolean isValid(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (!isAllowed(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static void requireValid(String id) {
    if (!isValid(id)) {
      throw new IllegalArgumentException("an id has 1 to 128 characters of [A-Za-z0-9._:@-]");
    }
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == ':'
        || c == '@'
        || c == '-';
  }
}
