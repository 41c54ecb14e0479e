package tandem.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client of a stream that reads when it is told to, and has little room for what it has not. */
final class EventSource implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int ROOM = 4096;

  private final Socket socket;
  private final BufferedReader reader;
  private final String head;

  /** Sends the request, and reads no more than the head of the answer. */
  EventSource(int port, String target, String... headers) {
    try {
      socket = new Socket();
      socket.setReceiveBufferSize(ROOM);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1);
      head = String.join("\n", block());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Status and headers. */
  String head() {
    return head;
  }

  /** The next event, but for what keeps the connection. */
  List<String> next() {
    while (true) {
      List<String> lines = any();
      if (lines.stream().anyMatch(line -> line.startsWith("event:"))) {
        return lines;
      }
    }
  }

  /** The next block of lines, whatever it is; empty when the stream has ended. */
  List<String> any() {
    try {
      String size = reader.readLine();
      if (size == null || size.equals("0")) {
        return List.of();
      }
      List<String> lines = block();
      reader.readLine(); // the chunk's own end
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines up to an empty one. */
  private List<String> block() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = reader.readLine();
        line != null && !line.isEmpty();
        line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
