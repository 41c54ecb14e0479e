package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.entity.user.UserEntity.Outcome;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;

/** A node that keeps far fewer users and items in memory than there are. */
final class NodeAwakeTest {

  private static final int USERS = 60;
  private static final int ITEMS = 40;
  private static final int EVENTS = 600;

  @Test
  void learn_moreThanMayBeAwake_eachEventOnceInUserAndItem(@TempDir Path directory)
      throws Exception {
    try (TestNode node = TestNode.start(directory, "tandem.entity.awake.limit = 5\n")) {
      Interaction[] events =
          IntStream.range(0, EVENTS)
              .mapToObj(n -> node.rating("u" + n % USERS, "i" + n * 7 % ITEMS, 1 + n % 5))
              .toArray(Interaction[]::new);

      node.learn(events);

      assertThat(node.metrics().count(Outcome.LEARNED)).isEqualTo(EVENTS);
      assertThat(IntStream.range(0, USERS).mapToLong(u -> eventsOfUser(node, u)))
          .containsOnly((long) EVENTS / USERS);
      assertThat(IntStream.range(0, ITEMS).mapToLong(i -> eventsOfItem(node, i)))
          .containsOnly((long) EVENTS / ITEMS);
      node.await(
          () -> {
            assertThat(awake(node, "user")).isBetween(1, 5);
            assertThat(awake(node, "item")).isBetween(1, 5);
          });
    }
  }

  private static int awake(TestNode node, String kind) {
    String scrape;
    try {
      scrape = node.getAdmin("/metrics").body();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
    return scrape
        .lines()
        .filter(line -> line.startsWith("tandem_entities{") && line.contains("\"" + kind + "\""))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static long eventsOfUser(TestNode node, int user) {
    return TestNode.get(node.ports().users().get(new UserId("u" + user), TestNode.PATIENCE))
        .orElseThrow()
        .events();
  }

  private static long eventsOfItem(TestNode node, int item) {
    return TestNode.get(node.ports().items().get(new ItemId("i" + item), TestNode.PATIENCE))
        .orElseThrow()
        .events();
  }
}
