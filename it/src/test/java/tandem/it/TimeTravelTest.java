package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.ItemList;
import tandem.protocol.http.ListedItem;
import tandem.protocol.http.PastItemList;

/** What the program says of a moment past is what it served then. */
final class TimeTravelTest {

  private static final int USERS = 100;
  private static final int ITEMS = 60;
  private static final int ROUNDS = 3;
  private static final int EACH = 3;
  private static final String LIST = "/recommendations?k=20";

  @RegisterExtension static final Processes PROCESSES = new Processes();

  private record Moment(Instant time, Map<String, List<ListedItem>> lists) {}

  @Test
  void recommend_asOfMomentsAtRest_isWhatWasServed(@TempDir Path directory) throws Exception {
    NodeProcess node = NodeProcess.start(PROCESSES, directory);
    List<Moment> moments = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      teach(node.api(), round);
      moments.add(moment(node.api()));
    }
    teach(node.api(), ROUNDS);

    HttpApi administration = new HttpApi(node.adminAddress());
    for (Moment moment : moments) {
      assertThat(past(administration, moment.time())).isEqualTo(moment.lists());
    }
    assertThat(moments).extracting(Moment::lists).doesNotHaveDuplicates();
    assertThat(node.stop()).isEqualTo(NodeProcess.TERMINATED);
    for (Moment moment : moments) {
      assertThat(command(node, directory, moment.time())).isEqualTo(moment.lists().get("u7"));
    }
    Running check =
        PROCESSES.run(directory, "rebuild-index", "--check", "--data", node.data().toString());
    assertThat(check.output()).contains(ITEMS + " items in the journal, 0 rows differ");
  }

  /** Each user rates a few items; returns when the lists show all of it. */
  private static void teach(HttpApi api, int round) throws Exception {
    Map<String, String> newest = new LinkedHashMap<>();
    for (int u = 0; u < USERS; u++) {
      for (int e = 0; e < EACH; e++) {
        int item = (u * 7 + (round * EACH + e) * 5) % ITEMS;
        newest.put("u" + u, api.post(event("u" + u, "i" + item, 1 + (u + item) % 5)));
      }
    }
    newest.forEach(
        (user, token) -> {
          ItemList unused = api.recommendationsAfter(user, token);
        });
    api.awaitLearned();
  }

  private static String event(String user, String item, int value) {
    return "{\"user_id\": \"%s\", \"item_id\": \"%s\", \"value\": %d}".formatted(user, item, value);
  }

  private static Moment moment(HttpApi api) throws Exception {
    Map<String, List<ListedItem>> lists = new LinkedHashMap<>();
    for (int u = 0; u < USERS; u++) {
      lists.put("u" + u, api.get("/v1/users/u" + u + LIST, ItemList.class).items());
    }
    Instant time = Instant.now();
    Await.pass(Duration.ofMillis(2)); // the journal's times are whole milliseconds
    return new Moment(time, lists);
  }

  private static Map<String, List<ListedItem>> past(HttpApi administration, Instant time)
      throws Exception {
    Map<String, List<ListedItem>> lists = new LinkedHashMap<>();
    for (int u = 0; u < USERS; u++) {
      String path = "/v1/admin/users/u" + u + LIST + "&as-of=" + time;
      lists.put("u" + u, administration.get(path, PastItemList.class).items());
    }
    return lists;
  }

  private static List<ListedItem> command(NodeProcess node, Path directory, Instant time)
      throws Exception {
    Running command =
        PROCESSES.run(
            directory,
            "recommend",
            "--json",
            "--user=u7",
            "--k=20",
            "--as-of=" + time,
            "--data=" + node.data());
    String json =
        command.output().lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
    return HttpJson.mapper().readValue(json, PastItemList.class).items();
  }
}
