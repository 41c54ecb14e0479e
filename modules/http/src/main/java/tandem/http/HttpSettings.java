package tandem.http;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The settings {@code tandem.http}, and what HTTP has to know of items, explained in {@code
 * reference.conf}.
 *
 * @param host the address to listen on
 * @param port the TCP port, 0 for a free one
 * @param timeout of a port's answer where the client names none, above 0
 * @param maxTimeout the longest that a client may name, not below {@code timeout}
 * @param bodyTimeout for a client to send a body, above 0
 * @param maxBody bytes of a body, above 0
 * @param maxEventsBody bytes of a body with events or many items, not below {@code maxBody}
 * @param drainTimeout for requests under way at shutdown, above 0
 * @param keys who may call; empty only on the loopback interface, where then anybody may
 * @param limits of how much
 * @param streams of lists
 * @param items of the catalogue
 * @param lists what holds for lists where neither a request nor its scenario says
 * @param scenarios what lists may be asked for by name
 * @param admin of the admin port
 * @param server overrides of {@code akka.http.server}
 */
public record HttpSettings(
    String host,
    int port,
    Duration timeout,
    Duration maxTimeout,
    Duration bodyTimeout,
    int maxBody,
    int maxEventsBody,
    Duration drainTimeout,
    List<ApiKey> keys,
    LimitSettings limits,
    StreamSettings streams,
    ItemSettings items,
    ListOptions lists,
    Map<String, Scenario> scenarios,
    AdminSettings admin,
    Config server) {

  /** Throws {@link IllegalArgumentException} with the key of the setting that makes no sense. */
  public HttpSettings {
    require(!host.isBlank(), "interface must not be empty");
    keys = List.copyOf(keys);
    scenarios = Map.copyOf(scenarios);
    requireKeys(keys, host, "interface");
    requireKeys(keys, admin.host(), "admin.host");
    require(port >= 0 && port <= 65_535, "port must be from 0 to 65535");
    require(isPositive(timeout), "timeout must be positive");
    require(maxTimeout.compareTo(timeout) >= 0, "max-timeout must not be below timeout");
    require(isPositive(bodyTimeout), "body-timeout must be positive");
    require(maxBody > 0, "max-body must be positive");
    require(maxEventsBody >= maxBody, "max-events-body must not be below max-body");
    require(isPositive(drainTimeout), "drain-timeout must be positive");
    require(
        server.getBytes("parsing.max-content-length") >= maxEventsBody,
        "server.parsing.max-content-length must not be below max-events-body");
    require(
        server.getInt("max-connections") > limits.requestsUnderWay() + streams.most(),
        "server.max-connections must be above limits.requests-under-way + streams.most");
    require(
        streams.heartbeat().compareTo(server.getDuration("idle-timeout")) < 0,
        "server.idle-timeout must be above streams.heartbeat");
    require(
        server.getDuration("request-timeout").compareTo(bodyTimeout.plus(maxTimeout)) > 0,
        "server.request-timeout must be above body-timeout + max-timeout");
  }

  /** Reads {@code tandem.http} of {@code config}. */
  public static HttpSettings of(Config config) {
    Config http = config.getConfig("tandem.http");
    ItemSettings items = ItemSettings.of(config);
    ListOptions lists = ListOptions.of(config.getConfig("tandem.lists"));
    return new HttpSettings(
        http.getString("interface"),
        http.getInt("port"),
        http.getDuration("timeout"),
        http.getDuration("max-timeout"),
        http.getDuration("body-timeout"),
        Math.toIntExact(http.getBytes("max-body")),
        Math.toIntExact(http.getBytes("max-events-body")),
        http.getDuration("drain-timeout"),
        ApiKey.list(http),
        LimitSettings.of(http),
        StreamSettings.of(http),
        items,
        lists,
        Scenarios.of(config, items.schema(), lists),
        AdminSettings.of(config),
        http.getConfig("server"));
  }

  private static void requireKeys(List<ApiKey> keys, String host, String key) {
    require(
        !keys.isEmpty() || isLoopback(host),
        key
            + " is "
            + host
            + ", which others can reach, and there are no API keys: make one with ./tandem key new"
            + " --name NAME --scope read --scope write, put the line that it prints into the"
            + " file given by --config, and start again; or listen on 127.0.0.1.");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("tandem.http." + message);
    }
  }
}
