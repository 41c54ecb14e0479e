package tandem.http;

import java.util.Locale;

/** What an API key allows. No scope includes another. */
public enum Scope {
  /** Lists, items, users, and how far the log is learned. */
  READ,
  /** Events, and the catalogue. */
  WRITE,
  /** The admin port, and to erase users. */
  ADMIN;

  /** As in the configuration, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
