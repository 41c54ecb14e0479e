package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tandem.protocol.InteractionRules;

class OpenApiTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();

  @Test
  void parse_theFile_hasNoMessages() {
    assertThat(DOCUMENT.messages()).isEmpty();
  }

  @Test
  void file_pathsAndMethods_areThoseOfTheTable() {
    assertThat(documented().keySet()).isEqualTo(routed().keySet());
  }

  @Test
  void file_queryParameters_areThoseOfTheTable() {
    assertThat(documented()).isEqualTo(routed());
  }

  @Test
  void request_everyDocumentedOperation_isRouted() {
    for (String operation : documented().keySet()) {
      String[] parts = operation.split(" ", -1);
      Reply reply = SERVER.send(parts[0], parts[1].replace("{id}", "101"), Body.JSON, "{}");
      assertThat(reply.status()).as(operation).isNotIn(405, 500);
      if (reply.status() == 404) {
        assertThat(reply.problem().type()).isNotEqualTo(ProblemType.NO_SUCH_PATH.uri());
      }
    }
  }

  @Test
  void get_openapi_isTheFile() {
    Reply reply = SERVER.get("/openapi.yaml");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(reply.response().body()).isEqualTo(OpenApiDocument.text());
  }

  /** Method and path, each with its query parameters. */
  private static Map<String, Set<String>> documented() {
    Map<String, Set<String>> operations = new TreeMap<>();
    DOCUMENT
        .api()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            operations.put(method + " " + path, DOCUMENT.queryNames(operation))));
    return operations;
  }

  private static Map<String, Set<String>> routed() {
    Map<String, Set<String>> operations = new TreeMap<>();
    Routes.all(
            SERVER.settings(),
            SERVER.fakes().ports(),
            InteractionRules.defaults(),
            Clock.systemUTC())
        .forEach(
            endpoint ->
                operations.put(
                    endpoint.method().name() + " " + endpoint.path().text(),
                    new TreeSet<>(endpoint.parameters())));
    return operations;
  }
}
