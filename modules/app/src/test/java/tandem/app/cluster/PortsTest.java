package tandem.app.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class PortsTest {

  @Test
  void requireFree_whereSomebodyListens_saysWhatThePortIsFor() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Ports.requireFree(other.getLocalPort(), "the moon"))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(Integer.toString(other.getLocalPort()), "the moon", "--port");
    }
  }
}
