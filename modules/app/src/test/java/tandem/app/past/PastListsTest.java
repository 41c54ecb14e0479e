package tandem.app.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import tandem.app.Answers;
import tandem.app.ModelConfig;
import tandem.app.NodeOptions;
import tandem.app.audit.Decoder;
import tandem.http.PastList;
import tandem.http.UnavailableException;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.model.UserId;

/** Looks at a database without tables, so that each fails, when the test lets it run. */
class PastListsTest {

  private static final UserId USER = new UserId("u1");

  private final Deque<Runnable> waiting = new ArrayDeque<>();

  @Test
  void forUser_secondWhileOneIsUnderWay_isPutOffUntilItEnds() {
    Config settings = new NodeOptions().config();
    ModelSettings model = ModelConfig.model(settings);
    try (Decoder decoder = new Decoder(settings)) {
      JdbcDataSource empty = new JdbcDataSource();
      empty.setURL("jdbc:h2:mem:");
      PastLists lists =
          new PastLists(
              empty,
              waiting::add,
              decoder.serialization(),
              new Sgd(model),
              100,
              new Answers(ModelConfig.rules(settings), model.objective()));

      CompletableFuture<PastList> first = ask(lists);
      assertThatThrownBy(ask(lists)::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(UnavailableException.class);
      assertThat(first).isNotDone();

      waiting.remove().run();
      assertThatThrownBy(first::join).hasCauseInstanceOf(SQLException.class);
      assertThat(ask(lists)).as("failed ones make room, too").isNotDone();
      assertThat(waiting).hasSize(1);
    }
  }

  private static CompletableFuture<PastList> ask(PastLists lists) {
    return lists.forUser(USER, 10, Instant.EPOCH).toCompletableFuture();
  }
}
