package tandem.http;

import akka.http.javadsl.settings.ServerSettings;
import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings under {@code tandem.http}; {@code reference.conf} says what each is for.
 *
 * @param host the interface to listen on
 * @param port the port, 0 to 65535; 0 takes a free one
 * @param timeout how long a port may take to answer
 * @param maxTimeout the longest time-out that a client may ask for
 * @param writeTimeout how long a port may take to make something durable
 * @param grace how long past its time-out a port's answer is still waited for
 * @param maxBody the largest body, in bytes
 * @param maxEventsBody the largest body of events, in bytes
 * @param bodyTimeout how long a body may take to arrive
 * @param drain how long requests under way may take at shutdown
 * @param server Akka HTTP's own settings
 */
public record HttpSettings(
    String host,
    int port,
    Duration timeout,
    Duration maxTimeout,
    Duration writeTimeout,
    Duration grace,
    long maxBody,
    long maxEventsBody,
    Duration bodyTimeout,
    Duration drain,
    ServerSettings server) {

  /** Throws {@link IllegalArgumentException} with the name of the setting that makes no sense. */
  public HttpSettings {
    require(port >= 0 && port <= 65_535, "port is from 0 to 65535");
    positive(timeout, "timeout");
    positive(writeTimeout, "write-timeout");
    positive(bodyTimeout, "body-timeout");
    positive(drain, "drain");
    require(!grace.isNegative(), "grace must not be negative");
    require(maxTimeout.compareTo(timeout) >= 0, "max-timeout must not be below timeout");
    require(maxBody > 0, "max-body must be positive");
    require(maxEventsBody >= maxBody, "max-events-body must not be below max-body");
    require(
        longest(maxTimeout, writeTimeout).plus(grace).plus(bodyTimeout).toMillis()
            < server.getTimeouts().requestTimeout().toMillis(),
        "server.request-timeout must exceed max-timeout, write-timeout, body-timeout and grace");
  }

  /** The settings under {@code tandem.http} of the whole configuration {@code root}. */
  public static HttpSettings of(Config root) {
    Config config = root.getConfig("tandem.http");
    return new HttpSettings(
        config.getString("interface"),
        config.getInt("port"),
        config.getDuration("timeout"),
        config.getDuration("max-timeout"),
        config.getDuration("write-timeout"),
        config.getDuration("grace"),
        config.getBytes("max-body"),
        config.getBytes("max-events-body"),
        config.getDuration("body-timeout"),
        config.getDuration("drain"),
        server(root, config));
  }

  // Under our own path, since the order of two reference.conf files is that of the class path.
  private static ServerSettings server(Config root, Config config) {
    return ServerSettings.create(
        config.getConfig("server").atPath("akka.http.server").withFallback(root));
  }

  private static Duration longest(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static void positive(Duration duration, String name) {
    require(!duration.isNegative() && !duration.isZero(), name + " must be positive");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("tandem.http." + message);
    }
  }
}
