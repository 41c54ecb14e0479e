package tandem.http;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings {@code tandem.http.admin}, explained in {@code reference.conf}.
 *
 * @param host the address to listen on
 * @param port the TCP port, 0 for a free one
 * @param timeout of an answer that reads the whole journal, above 0
 */
public record AdminSettings(String host, int port, Duration timeout) {

  /** Throws {@link IllegalArgumentException} with the key of the setting that makes no sense. */
  public AdminSettings {
    require(!host.isBlank(), "host must not be empty");
    require(port >= 0 && port <= 65_535, "port must be from 0 to 65535");
    require(!timeout.isNegative() && !timeout.isZero(), "timeout must be positive");
  }

  /** Reads {@code tandem.http.admin} of {@code config}. */
  static AdminSettings of(Config config) {
    Config admin = config.getConfig("tandem.http.admin");
    return new AdminSettings(
        admin.getString("host"), admin.getInt("port"), admin.getDuration("timeout"));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("tandem.http.admin." + message);
    }
  }
}
