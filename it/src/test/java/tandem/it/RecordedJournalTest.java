package tandem.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.ItemList;
import tandem.protocol.http.ItemView;
import tandem.protocol.http.ListedItem;
import tandem.protocol.http.UserView;

/**
 * The journal that an older build has left is read by this one: {@code recorded/README.md} says how
 * it was made.
 */
final class RecordedJournalTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  /**
   * What a node tells.
   *
   * @param users each user by its id
   * @param items each item by its id
   * @param lists of some users
   */
  private record Answers(
      Map<String, UserView> users,
      Map<String, ItemView> items,
      Map<String, List<ListedItem>> lists) {}

  @Test
  void start_onJournalOfAnOlderBuild_answersTheSameAndLearnsOn(@TempDir Path directory)
      throws Exception {
    Answers recorded;
    try (InputStream file = recorded("answers.json")) {
      recorded = HttpJson.mapper().readValue(file, Answers.class);
    }
    Path data = Files.createDirectories(directory.resolve("data"));
    try (InputStream journal = new GZIPInputStream(recorded("tandem.mv.db.gz"))) {
      Files.copy(journal, data.resolve("tandem.mv.db"));
    }

    NodeProcess node = NodeProcess.start(PROCESSES, directory, settings());
    assertThat(answers(node.api(), recorded))
        .usingRecursiveComparison()
        .withEqualsForType(RecordedJournalTest::isSameScore, Double.class)
        .isEqualTo(recorded);

    // The node's broker is a new one: its records are of a new epoch, and the first offset is 0
    // again.
    String next = requireNonNull(recorded.lists().get("u0")).get(0).itemId();
    String token =
        node.api().post("{\"user_id\": \"u0\", \"item_id\": \"%s\", \"value\": 4}".formatted(next));
    assertThat(node.api().recommendationsAfter("u0", token).items())
        .extracting(ListedItem::itemId)
        .isNotEmpty()
        .doesNotContain(next);
    assertThat(node.api().get("/v1/users/u0", UserView.class).events())
        .isEqualTo(requireNonNull(recorded.users().get("u0")).events() + 1);
    assertThat(node.stop()).isEqualTo(NodeProcess.TERMINATED);

    AuditResult audit = AuditResult.of(PROCESSES, directory, node);
    assertThat(audit.exitCode()).as("%s", audit.report()).isZero();
    // 361 of the older build, those of the erased user and of the removed item among them.
    assertThat(audit.learned()).isEqualTo(362);
    assertThat(audit.repeated()).isEqualTo(10);
  }

  /** Up to the rounding of floats, which are summed up in another order by another build. */
  private static boolean isSameScore(double one, double other) {
    return Math.abs(one - other) < 1e-6;
  }

  private static Answers answers(HttpApi api, Answers asked) throws Exception {
    Map<String, UserView> users = new HashMap<>();
    for (String user : api.ids("/v1/users")) {
      users.put(user, api.get("/v1/users/" + user, UserView.class));
    }
    Map<String, ItemView> items = new HashMap<>();
    for (String item : api.ids("/v1/items")) {
      items.put(item, api.get("/v1/items/" + item, ItemView.class));
    }
    Map<String, List<ListedItem>> lists = new HashMap<>();
    for (String user : asked.lists().keySet()) {
      String path = "/v1/users/" + user + "/recommendations?k=10";
      lists.put(user, api.get(path, ItemList.class).items());
    }
    return new Answers(users, items, lists);
  }

  private static String settings() throws IOException {
    try (InputStream file = recorded("tandem.conf")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream recorded(String name) {
    return requireNonNull(RecordedJournalTest.class.getResourceAsStream("/recorded/" + name), name);
  }
}
