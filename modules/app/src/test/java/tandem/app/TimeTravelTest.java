package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.http.ListAnswer;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;

/** A recorded run: what was served at moments at rest is what is said of these moments later. */
class TimeTravelTest {

  private static final int USERS = 12;
  private static final int ITEMS = 30;
  private static final int LIST = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The lists of all users, ids with scores, at a moment. */
  private record Moment(Instant time, Map<String, List<String>> lists) {}

  @ParameterizedTest
  @EnumSource
  void recommendations_asOfAMoment_areThoseServedThen(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings database = kind.create(directory);
    List<Moment> moments = new ArrayList<>();
    try (TestNode node =
        TestNode.start(
            directory,
            """
            tandem.model.objective = rating
            tandem.database { url = "%s", user = "%s", password = "%s" }
            """
                .formatted(database.url(), database.user(), database.password()))) {
      Instant before = Instant.now();
      node.await(() -> assertThat(Instant.now()).isAfter(before.plusMillis(1)));
      for (int round = 0; round < 3; round++) {
        node.learn(events(node, round));
        change(node, round);
        moments.add(moment(node));
      }
      for (Moment moment : moments) {
        assertThat(moment.lists())
            .allSatisfy((user, list) -> assertThat(past(node, user, moment)).isEqualTo(list));
      }
      assertThat(node.getAdmin(path("u1", before)).body()).contains("The journal begins at ");
    }
    for (Moment moment : moments) {
      assertThat(recommend(database, "u1", moment)).isEqualTo(moment.lists().get("u1"));
    }
    assertThat(moments.get(0).lists()).isNotEqualTo(moments.get(1).lists());
  }

  private static Interaction[] events(TestNode node, int round) {
    List<Interaction> events = new ArrayList<>();
    for (int u = 0; u < USERS - 2 + round; u++) { // the last users come later: unknown at first
      for (int e = 0; e < 3; e++) {
        int item = (u * 7 + round * 11 + e * 5) % ITEMS;
        events.add(node.rating("u" + u, "i" + item, 1 + (u + item) % 5));
      }
    }
    return events.toArray(Interaction[]::new);
  }

  /** Descriptions, a removed item and one that is back are of their time, too. */
  private static void change(TestNode node, int round) {
    node.describe("i" + round, new ItemDescription("Title " + round, List.of("c"), false));
    if (round == 1) {
      node.remove("i5");
    } else {
      node.describe("i5", new ItemDescription("Back " + round, List.of(), false));
    }
  }

  private static Moment moment(TestNode node) {
    Map<String, List<String>> lists = new TreeMap<>();
    for (int u = 0; u < USERS; u++) {
      ListAnswer list = node.list("u" + u, LIST, Optional.empty());
      lists.put(
          "u" + u,
          list.items().stream()
              .map(entry -> entry.item().value() + " " + entry.score() + " " + entry.title())
              .toList());
    }
    Instant now = Instant.now();
    node.await(() -> assertThat(Instant.now()).isAfter(now.plusMillis(1)));
    return new Moment(now, lists);
  }

  private static List<String> past(TestNode node, String user, Moment moment) {
    try {
      return list(node.getAdmin(path(user, moment.time())).body());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String path(String user, Instant moment) {
    return "/v1/admin/users/" + user + "/recommendations?k=" + LIST + "&as-of=" + moment;
  }

  private static List<String> recommend(DatabaseSettings database, String user, Moment moment)
      throws Exception {
    StringWriter out = new StringWriter();
    CommandLine main = Main.commandLine().setOut(new PrintWriter(out));
    int code =
        main.execute(
            "recommend",
            "--json",
            "--user=" + user,
            "--as-of=" + moment.time(),
            "--k=" + LIST,
            "--set=tandem.database.url=" + database.url(),
            "--set=tandem.database.user=" + database.user(),
            "--set=tandem.database.password=" + database.password());
    assertThat(code).isEqualTo(0);
    return list(out.toString());
  }

  private static List<String> list(String json) throws Exception {
    List<String> list = new ArrayList<>();
    for (JsonNode item : JSON.readTree(json).get("items")) {
      list.add(
          item.get("item_id").asText()
              + " "
              + item.get("score").asDouble()
              + " "
              + item.path("title").asText());
    }
    return list;
  }
}
