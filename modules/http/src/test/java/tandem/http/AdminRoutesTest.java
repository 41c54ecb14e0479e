package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdminRoutesTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  @Test
  void get_healthOnTheAdminPort_isServed() {
    assertThat(SERVER.getAdmin("/health/ready").json(200).get("status").asText())
        .isEqualTo("ready");
  }

  @Test
  void get_publicRouteOnTheAdminPort_is404() {
    assertThat(SERVER.getAdmin("/v1/users").problem(404).type())
        .isEqualTo(ProblemType.NO_SUCH_PATH.uri());
  }
}
