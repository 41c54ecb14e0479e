package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.ErasedUser;
import tandem.protocol.http.UserView;

/** A user is erased and the node killed at once: what was answered holds, and the audit, too. */
final class ErasureTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  private static final String USER = "/v1/users/u3";
  private static final String EVENT =
      "{\"user_id\": \"u3\", \"item_id\": \"i1\", \"value\": 4, \"timestamp\": 1700000000}";

  private Path directory;
  private Ratings ratings;
  private NodeProcess node;

  @BeforeEach
  void teach(@TempDir Path fresh) throws IOException {
    long seed = ThreadLocalRandom.current().nextLong();
    PROCESSES.note("seed " + seed);
    directory = fresh;
    ratings = Ratings.write(directory, new Random(seed));
    node = NodeProcess.start(PROCESSES, directory);
    String file = ratings.file().toString();
    Running sender =
        PROCESSES.start(directory, "import", file, "--server", node.address().toString());
    assertThat(sender.awaitExit()).isZero();
    node.api().awaitLearned();
  }

  @Test
  void erase_thenKilled_staysErasedAndTheUserStartsAnew() throws Exception {
    long learned = node.api().get(USER, UserView.class).events();
    ErasedUser receipt = HttpApi.body(node.api().send("DELETE", USER, ""), 200, ErasedUser.class);
    assertThat(receipt.events()).isEqualTo(learned);
    node.kill();

    NodeProcess second = node.startAgain();
    HttpResponse<String> gone =
        Await.until(
            "an answer", () -> second.api().get(USER), answer -> answer.statusCode() != 504);
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(HttpApi.body(second.api().send("DELETE", USER, ""), 200, ErasedUser.class))
        .isEqualTo(receipt);
    assertThat(second.api().ids("/v1/users")).hasSize(ratings.users() - 1).doesNotContain("u3");

    String token = second.api().post(EVENT);
    assertThat(second.api().recommendationsAfter("u3", token).items()).hasSize(ratings.items() - 1);
    assertThat(second.api().get(USER, UserView.class).events()).isEqualTo(1);
    assertAudit(second);
  }

  @Test
  void compact_stoppedNode_changesNoCount() throws Exception {
    assertThat(node.stop()).isEqualTo(NodeProcess.TERMINATED);
    Running compact =
        PROCESSES.run(directory, "compact", "--older-than", "0s", "--data", node.data().toString());
    assertThat(compact.awaitExit()).as(compact.output()).isZero();
    assertThat(compact.output()).contains("Replaced");

    NodeProcess second = node.startAgain();
    assertThat(Totals.of(second.api())).isEqualTo(ratings.totals());
    assertAudit(second);
  }

  private void assertAudit(NodeProcess last) throws IOException {
    assertThat(last.stop()).isEqualTo(NodeProcess.TERMINATED);
    Running audit = PROCESSES.run(directory, "audit", "--data", last.data().toString());
    assertThat(audit.awaitExit()).as(audit.output()).isZero();
    assertThat(audit.output()).contains("✓ I1").doesNotContain("✗");
  }
}
