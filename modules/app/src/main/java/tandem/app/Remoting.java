package tandem.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/**
 * Refuses to let nodes talk in the open. A node believes whoever reaches its port: such a peer may
 * join, send any message, and down other nodes.
 */
final class Remoting {

  private static final String ARTERY = "akka.remote.artery.";
  private static final String SSL = ARTERY + "ssl.";
  private static final String INSECURE = "tandem.cluster.insecure-remoting";
  private static final String OF_FILES =
      "akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider"; // always mutual
  private static final String OF_KEY_STORES = "akka.remote.artery.tcp.ConfigSSLEngineProvider";

  private Remoting() {}

  /**
   * Throws {@link ConfigException} when the node would listen on, or announce, an address that is
   * not of the loopback interface, without TLS by which both sides show a certificate, and {@code
   * tandem.cluster.insecure-remoting} does not allow that.
   */
  static void requireSafe(Config config) {
    if (isMutualTls(config) || config.getBoolean(INSECURE)) {
      return;
    }
    Stream.of("canonical.hostname", "bind.hostname")
        .map(key -> ARTERY + key)
        .filter(key -> !isLoopback(key, config))
        .findFirst()
        .ifPresent(
            key -> {
              throw new ConfigException.Generic(
                  "%s is \"%s\", which others can reach, and nodes do not talk over TLS with mutual authentication: include config/tls.conf in the file given by --config, or listen on 127.0.0.1, or, on a network where nobody else is, set %s = true."
                      .formatted(key, config.getString(key), INSECURE));
            });
  }

  private static boolean isMutualTls(Config config) {
    if (!config.getString(ARTERY + "transport").equals("tls-tcp")) {
      return false;
    }
    String provider = config.getString(SSL + "ssl-engine-provider");
    return provider.equals(OF_FILES)
        || (provider.equals(OF_KEY_STORES)
            && config.getBoolean(SSL + "config-ssl-engine.require-mutual-authentication"));
  }

  /** An empty address to listen on is the one that is announced; an empty announced one any. */
  private static boolean isLoopback(String key, Config config) {
    String host = config.getString(key);
    if (host.isEmpty()) {
      return key.endsWith("bind.hostname");
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
