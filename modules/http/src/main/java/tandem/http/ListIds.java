package tandem.http;

import java.security.SecureRandom;
import java.util.Base64;

/** Names lists so that nobody can guess one. */
final class ListIds {

  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /** 22 characters of {@code [A-Za-z0-9_-]}. */
  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
