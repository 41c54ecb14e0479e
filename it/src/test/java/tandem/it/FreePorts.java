package tandem.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Ports side by side that nobody listens on, below those that the system hands out. */
final class FreePorts {

  private static final int TRIED = 4_500;

  private FreePorts() {}

  /**
   * The first of {@code count}, from {@code least} on. Tests that may run at the same time begin
   * 5,000 apart.
   */
  static int from(int least, int count) {
    return IntStream.iterate(least, port -> port < least + TRIED, port -> port + 100)
        .filter(first -> IntStream.range(first, first + count).allMatch(FreePorts::isFree))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() == port;
    } catch (IOException taken) {
      return false;
    }
  }
}
