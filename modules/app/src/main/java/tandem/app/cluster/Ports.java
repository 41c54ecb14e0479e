package tandem.app.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this machine. */
final class Ports {

  private Ports() {}

  /** Throws {@link IOException} that says what to do when somebody listens on the port. */
  static void requireFree(int port, String use) throws IOException {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException taken) {
      throw new IOException(
          "Port %d, for %s, is taken by another program: stop that, or make the cluster with another --dir and --port."
              .formatted(port, use),
          taken);
    }
  }
}
