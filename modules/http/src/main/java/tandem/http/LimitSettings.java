package tandem.http;

import com.typesafe.config.Config;

/**
 * The settings {@code tandem.http.limits}, explained in {@code reference.conf}; each is above 0.
 *
 * @param requestsPerSecond of a key
 * @param requestsUnderWay at once
 * @param eventsPerUserAndMinute of a key without scope admin
 * @param failuresPerMinute requests of an address without a valid key
 */
public record LimitSettings(
    int requestsPerSecond,
    int requestsUnderWay,
    int eventsPerUserAndMinute,
    int failuresPerMinute) {

  /** Throws {@link IllegalArgumentException} with the key of the setting that makes no sense. */
  public LimitSettings {
    require(requestsPerSecond, "requests-per-second");
    require(requestsUnderWay, "requests-under-way");
    require(eventsPerUserAndMinute, "events-per-user-and-minute");
    require(failuresPerMinute, "failures-per-minute");
  }

  /** Reads {@code tandem.http.limits} of {@code http}. */
  static LimitSettings of(Config http) {
    Config limits = http.getConfig("limits");
    return new LimitSettings(
        limits.getInt("requests-per-second"),
        limits.getInt("requests-under-way"),
        limits.getInt("events-per-user-and-minute"),
        limits.getInt("failures-per-minute"));
  }

  private static void require(int value, String key) {
    if (value < 1) {
      throw new IllegalArgumentException("tandem.http.limits." + key + " must be above 0");
    }
  }
}
