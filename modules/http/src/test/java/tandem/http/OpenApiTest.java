package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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
    assertThat(documented(false).keySet()).isEqualTo(routed().keySet());
    assertThat(documented(true).keySet()).isEqualTo(routedOnAdminPort().keySet());
  }

  @Test
  void file_queryParameters_areThoseOfTheTable() {
    assertThat(documented(false)).isEqualTo(routed());
    assertThat(documented(true)).isEqualTo(routedOnAdminPort());
  }

  @Test
  void file_access_isThatOfTheTable() {
    Map<String, String> table = new TreeMap<>();
    Stream.concat(publicRows().stream(), adminRows().stream())
        .forEach(
            row ->
                table.put(
                    row.method().name() + " " + row.path().text(),
                    row.access().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    Map<String, Object> file = new TreeMap<>();
    DOCUMENT
        .api()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            file.put(
                                method + " " + path, operation.getExtensions().get("x-access"))));
    assertThat(file).isEqualTo(table);
  }

  @Test
  void request_everyDocumentedOperation_isRouted() {
    for (String operation : documented(false).keySet()) {
      String[] parts = operation.split(" ", -1);
      if (parts[1].endsWith("/stream")) {
        continue; // its answer has no end: see StreamRouteTest
      }
      String path = parts[1].replace("{id}", "101");
      // A body that nobody reads may cut off the answer, since the server closes on it.
      Reply reply =
          parts[0].equals("GET") ? SERVER.get(path) : SERVER.send(parts[0], path, Body.JSON, "{}");
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

  /** Method and path of a port, each with its query parameters. */
  private static Map<String, Set<String>> documented(boolean admin) {
    Set<String> tags = Set.of("operation", "admin"); // of the admin port
    Map<String, Set<String>> operations = new TreeMap<>();
    DOCUMENT
        .api()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) -> {
                          String tag = operation.getTags().get(0);
                          if (admin ? tags.contains(tag) : !tag.equals("admin")) {
                            operations.put(method + " " + path, DOCUMENT.queryNames(operation));
                          }
                        }));
    return operations;
  }

  private static Map<String, Set<String>> routed() {
    return table(publicRows());
  }

  private static Map<String, Set<String>> routedOnAdminPort() {
    return table(adminRows());
  }

  private static List<Endpoint> publicRows() {
    return Routes.all(
        SERVER.settings(),
        SERVER.fakes().ports(),
        InteractionRules.defaults(),
        new OpenStreams(1, SERVER.fakes().requests),
        Clock.systemUTC());
  }

  private static List<Endpoint> adminRows() {
    return AdminRoutes.all(SERVER.settings(), SERVER.fakes().adminPorts(), Clock.systemUTC());
  }

  private static Map<String, Set<String>> table(List<Endpoint> endpoints) {
    Map<String, Set<String>> operations = new TreeMap<>();
    endpoints.forEach(
        endpoint ->
            operations.put(
                endpoint.method().name() + " " + endpoint.path().text(),
                new TreeSet<>(endpoint.parameters())));
    return operations;
  }
}
