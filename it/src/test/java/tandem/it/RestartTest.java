package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.ItemList;
import tandem.protocol.http.ListedItem;

/** A node that is stopped in order goes on as if it had not been. */
final class RestartTest {

  private static final String LIST = "/v1/users/u0/recommendations?k=100";

  @RegisterExtension static final Processes PROCESSES = new Processes();

  @Test
  void start_afterSigterm_goesOnWithWhatItHadLearned(@TempDir Path directory) throws Exception {
    NodeProcess first = NodeProcess.start(PROCESSES, directory);
    teach(first.api());
    Totals learned = Totals.await(first.api(), new Totals(5, 7, 20, 20));
    List<ListedItem> listed = list(first.api());

    assertThat(first.stop()).isEqualTo(NodeProcess.TERMINATED);
    NodeProcess second = first.startAgain();

    assertThat(Totals.of(second.api())).isEqualTo(learned);
    assertThat(list(second.api())).isEqualTo(listed).hasSize(3);
    String next = listed.get(0).itemId();
    String token = second.api().post(event("u0", next));
    assertThat(second.api().recommendationsAfter("u0", token).items())
        .extracting(ListedItem::itemId)
        .hasSize(2)
        .doesNotContain(next);
    assertThat(second.stop()).isEqualTo(NodeProcess.TERMINATED);
  }

  /** 5 users rate 4 of 7 items each. */
  private static void teach(HttpApi api) throws Exception {
    for (int u = 0; u < 5; u++) {
      for (int i = 0; i < 4; i++) {
        String unused = api.post(event("u" + u, "i" + (u + i) % 7));
      }
    }
  }

  private static List<ListedItem> list(HttpApi api) throws Exception {
    return api.get(LIST, ItemList.class).items();
  }

  private static String event(String user, String item) {
    double value = 1 + Math.floorMod((user + item).hashCode(), 4);
    return "{\"user_id\": \"%s\", \"item_id\": \"%s\", \"value\": %s}".formatted(user, item, value);
  }
}
