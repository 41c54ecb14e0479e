package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests are told of, and by what names. */
class RequestMeterTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  @ParameterizedTest
  @CsvSource({
    "GET, /health/live, GET /health/live 200",
    "GET, /v1/items/no-such-item, GET /v1/items/{id} 404",
    "GET, /v1/items/b%20d, GET /v1/items/{id} 400",
    "GET, /v1/users/7?nonsense=1, GET /v1/users/{id} 400",
    "DELETE, /health/live, DELETE /health/live 405",
    "PATCH, /health/live, other /health/live 405",
    "GET, /made-up/by/a/client, GET none 404"
  })
  void request_answered_isToldByItsTemplate(String method, String path, String told) {
    SERVER.send(method, path, "", "");
    assertThat(SERVER.fakes().requests.all()).singleElement().hasToString(told);
  }

  @Test
  void request_thatWaitsForItsPort_isToldWithTheTimeThatItTook() {
    SERVER.fakes().hang();
    SERVER.get("/health/ready");
    assertThat(SERVER.fakes().requests.all()).singleElement().hasToString("GET /health/ready 504");
    assertThat(SERVER.fakes().requests.all().get(0).nanos())
        .isBetween(Fakes.TIMEOUT.toNanos() / 2, TimeUnit.MINUTES.toNanos(1));
  }

  @Test
  void request_onTheAdminPort_isTold() {
    SERVER.getAdmin("/metrics");
    assertThat(SERVER.fakes().requests.all()).singleElement().hasToString("GET /metrics 200");
  }
}
