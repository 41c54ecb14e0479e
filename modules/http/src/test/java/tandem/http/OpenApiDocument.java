package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tandem.protocol.http.Problem;

/** The OpenAPI file, against which every response of every test is checked. */
record OpenApiDocument(OpenAPI api, List<String> messages, SchemaCheck schemas) {

  /** The file on the class path, with what the parser has to say about it. */
  static OpenApiDocument read() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result = new OpenAPIV3Parser().readContents(text(), List.of(), options);
    OpenAPI api = Objects.requireNonNull(result.getOpenAPI(), "the file is no OpenAPI");
    List<String> messages = Objects.requireNonNullElse(result.getMessages(), List.of());
    return new OpenApiDocument(api, messages, new SchemaCheck(api));
  }

  static String text() {
    try (InputStream file = OpenApiDocument.class.getResourceAsStream("/openapi.yaml")) {
      return new String(
          Objects.requireNonNull(file, "no openapi.yaml").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless the reply is one that the file promises for the request. */
  void check(String method, String path, Reply reply) {
    Optional<Operation> operation = operation(method, path);
    if (operation.isEmpty()) {
      assertThat(reply.status())
          .as("not in the file: " + method + " " + path)
          .isIn(404, 405, 501, 400);
      checkProblem(reply);
      return;
    }
    Map<String, ApiResponse> responses = operation.get().getResponses();
    ApiResponse response =
        named(
            responses,
            responses.containsKey("" + reply.status()) ? "" + reply.status() : "default");
    checkBody(content(response), reply);
  }

  /** The names of the query parameters of an operation. */
  Set<String> queryNames(Operation operation) {
    return Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of()).stream()
        .map(this::resolve)
        .filter(parameter -> "query".equals(parameter.getIn()))
        .map(Parameter::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Parameter resolve(Parameter parameter) {
    String ref = parameter.get$ref();
    return ref == null ? parameter : named(api.getComponents().getParameters(), ref);
  }

  /** The entry that a reference or a name stands for. */
  static <T> T named(Map<String, T> map, String ref) {
    String name = ref.substring(ref.lastIndexOf('#') < 0 ? 0 : ref.lastIndexOf('/') + 1);
    return Objects.requireNonNull(map.get(name), () -> "the file has no " + ref);
  }

  private Content content(ApiResponse response) {
    String ref = response.get$ref();
    ApiResponse resolved = ref == null ? response : named(api.getComponents().getResponses(), ref);
    return Objects.requireNonNullElseGet(resolved.getContent(), Content::new);
  }

  private void checkBody(Content content, Reply reply) {
    String type = reply.header("Content-Type").replaceFirst(";.*", ""); // parameters are not in it
    if (content.isEmpty()) {
      assertThat(reply.response().body()).isEmpty();
      return;
    }
    assertThat(content).containsKey(type);
    if (type.endsWith("json")) {
      assertThat(schemas.faults(reply.json(), named(content, type).getSchema(), "$"))
          .as(reply.response().body())
          .isEmpty();
    }
  }

  private void checkProblem(Reply reply) {
    assertThat(reply.header("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
    assertThat(
            schemas.faults(reply.json(), named(api.getComponents().getSchemas(), "Problem"), "$"))
        .isEmpty();
  }

  private Optional<Operation> operation(String method, String path) {
    return api.getPaths().entrySet().stream()
        .filter(entry -> new PathTemplate(entry.getKey()).matches(path))
        .flatMap(entry -> entry.getValue().readOperationsMap().entrySet().stream())
        .filter(entry -> entry.getKey() == httpMethod(method))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static PathItem.HttpMethod httpMethod(String method) {
    return PathItem.HttpMethod.valueOf(method);
  }
}
