package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tandem.app.TestNode.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.model.UserId;
import tandem.protocol.http.HttpJson;

/** Users like a user, by a whole node: as it learns, after a restart, and after an erasure. */
final class NodeSimilarUsersTest {

  private static final String ON = "tandem.entity.similar-users = on\n";
  private static final List<String> USERS = List.of("ann", "bob", "cid", "dan", "eve", "fay");

  private static String settings(DatabaseSettings database) {
    return """
        tandem.model.objective = rating
        tandem.entity.similar-users = on
        tandem.database { url = "%s", user = "%s", password = "%s" }
        """
        .formatted(database.url(), database.user(), database.password());
  }

  private static void learn(TestNode node) {
    for (int n = 0; n < 10; n++) {
      for (String user : USERS) {
        boolean likesEven = user.compareTo("dan") < 0;
        node.learn(node.rating(user, "i" + n, likesEven == (n % 2 == 0) ? 5 : 1));
      }
    }
  }

  private static HttpResponse<String> ask(TestNode node, String user) {
    try {
      return node.get("/v1/users/" + user + "/similar?k=100");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return HttpJson.mapper().readTree(response.body());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The users like one, with their likeness; all partitions have answered. */
  private static Map<String, Double> similar(TestNode node, String user) {
    HttpResponse<String> response = ask(node, user);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode answer = json(response);
    assertThat(answer.get("coverage").asDouble()).as(response.body()).isEqualTo(1);
    Map<String, Double> users = new LinkedHashMap<>();
    answer
        .get("users")
        .forEach(one -> users.put(one.get("user_id").asText(), one.get("likeness").asDouble()));
    assertThat(List.copyOf(users.values())).isSortedAccordingTo(Comparator.reverseOrder());
    return users;
  }

  private static void erase(TestNode node, String user) {
    assertThat(TestNode.get(node.ports().users().erase(new UserId(user), PATIENCE))).isPresent();
  }

  /** Users of one taste; and what one is to another, the other is to the one. */
  private static void assertTastes(TestNode node, Set<String> users) {
    for (String user : users) {
      Map<String, Double> alike = similar(node, user);
      assertThat(alike.keySet()).containsExactlyInAnyOrderElementsOf(others(users, user));
      alike.forEach(
          (other, likeness) -> {
            boolean same = (user.compareTo("dan") < 0) == (other.compareTo("dan") < 0);
            assertThat(likeness > 0).as(user + " and " + other).isEqualTo(same);
            assertThat(likeness)
                .isCloseTo(similar(node, other).getOrDefault(user, Double.NaN), within(1e-6));
          });
    }
  }

  private static List<String> others(Set<String> users, String user) {
    return users.stream().filter(other -> !other.equals(user)).toList();
  }

  @ParameterizedTest
  @EnumSource
  void similar_learnedRestartedErased_isOfThoseWhoAreKnown(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings database = kind.create(directory);
    Map<String, Double> before;
    try (TestNode node = TestNode.start(directory, settings(database))) {
      learn(node);
      assertTastes(node, Set.copyOf(USERS));
      assertThat(ask(node, "nobody").statusCode()).isEqualTo(404);
      before = similar(node, "ann");
    }
    try (TestNode node = TestNode.start(directory, settings(database))) {
      node.await(() -> assertThat(similar(node, "ann")).isEqualTo(before));
      node.learn(node.rating("gus", "i0", 5));
      assertThat(similar(node, "ann")).containsKey("gus");

      erase(node, "bob");
      assertThat(similar(node, "ann")).doesNotContainKey("bob").containsKey("cid");
      assertThat(ask(node, "bob").statusCode()).isEqualTo(404);
      erase(node, "fay");
      node.learn(node.rating("fay", "i1", 1));
      assertThat(similar(node, "ann")).containsKey("fay").doesNotContainKey("bob");
    }
    try (TestNode node = TestNode.start(directory, settings(database))) {
      node.await(
          () ->
              assertThat(similar(node, "ann")).containsOnlyKeys("cid", "dan", "eve", "fay", "gus"));
    }
  }

  @Test
  void similar_turnedOnLater_findsAllWhoWereLearnedBefore(@TempDir Path directory)
      throws Exception {
    String off = "tandem.model.objective = rating\n";
    try (TestNode node = TestNode.start(directory, off)) {
      learn(node);
      erase(node, "bob");
      HttpResponse<String> response = ask(node, "ann");
      assertThat(response.statusCode()).isEqualTo(409);
      assertThat(json(response).get("type").asText()).isEqualTo("/problems/turned-off");
      assertThat(response.body()).contains("tandem.entity.similar-users");
    }
    try (TestNode node = TestNode.start(directory, off + ON)) {
      node.await(
          () -> assertThat(similar(node, "ann")).containsOnlyKeys("cid", "dan", "eve", "fay"));
      assertTastes(node, Set.of("ann", "cid", "dan", "eve", "fay"));
    }
  }

  /** So that a start reads the end of the journal and not all of it. */
  @Test
  void table_nodeRuns_isCompleteUpToWhatTheJournalHas(@TempDir Path directory) throws Exception {
    DatabaseSettings database = TestDatabase.POSTGRESQL.create(directory);
    String soon = "tandem.entity.index-flush-interval = 50 ms\n";
    try (TestNode node = TestNode.start(directory, settings(database) + soon)) {
      learn(node);
      node.await(
          () -> {
            assertThat(number(database, "select count(*) from index_user")).isEqualTo(USERS.size());
            assertThat(number(database, "select min(ordering) from index_user_progress"))
                .isEqualTo(number(database, "select max(ordering) from event_journal"))
                .isPositive();
          });
    }
  }

  private static long number(DatabaseSettings database, String query) {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"social-feed", "shop", "news"})
  void preset_hasThemWhereItSaysSo(String preset, @TempDir Path directory) throws Exception {
    String settings = Files.readString(Path.of("../../config/presets/" + preset + ".conf"));
    try (TestNode node = TestNode.start(directory, settings)) {
      node.learn(node.event("ann", "i1", "click"), node.event("bob", "i1", "click"));
      HttpResponse<String> response = ask(node, "ann");
      if (preset.equals("social-feed")) {
        assertThat(similar(node, "ann")).containsOnlyKeys("bob");
      } else {
        assertThat(response.statusCode()).isEqualTo(409);
      }
    }
  }
}
