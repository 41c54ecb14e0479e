package tandem.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends what a well-behaved client would not. */
final class RawClient {

  private static final int TIMEOUT_MILLIS = 30_000;

  private RawClient() {}

  /** The whole answer to a request of this first line. */
  static String send(int port, String requestLine) {
    return exchange(port, requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  /** All that comes back for these bytes, which may be less than a request. */
  static String exchange(int port, String sent) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
