package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.Problem;

/** A response, with the checks that hold for each of its kind. */
record Reply(HttpResponse<String> response) {

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  JsonNode json() {
    try {
      return HttpJson.mapper().readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + response.body(), e);
    }
  }

  /** The JSON of a response that has this status. */
  JsonNode json(int status) {
    assertThat(status()).as(response.body()).isEqualTo(status);
    assertThat(header("Content-Type")).isEqualTo("application/json");
    return json();
  }

  /** The problem document of a response that has this status. */
  Problem problem(int status) {
    assertThat(status()).as(response.body()).isEqualTo(status);
    return problem();
  }

  /** The problem document that every error must have. */
  Problem problem() {
    assertThat(header("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
    try {
      Problem problem = HttpJson.mapper().readValue(response.body(), Problem.class);
      assertThat(problem.status()).isEqualTo(status());
      assertThat(problem.type()).isNotEmpty();
      assertThat(problem.title()).isNotEmpty();
      assertThat(problem.detail()).isNotEmpty();
      return problem;
    } catch (JsonProcessingException e) {
      throw new AssertionError("no problem document: " + response.body(), e);
    }
  }
}
