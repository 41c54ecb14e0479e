package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestRoles;
import tandem.protocol.ItemDescription;

/** A whole node on PostgreSQL, as the role that may not touch the tables themselves. */
final class NodePostgresTest {

  @Test
  void start_again_goesOnWithWhatTheFirstHadLearned(@TempDir Path directory) throws Exception {
    DatabaseSettings database = TestRoles.node();
    String settings =
        """
        tandem.database { url = "%s", user = %s, password = %s, migrate = false }
        tandem.entity.snapshot-every = 2
        """
            .formatted(database.url(), database.user(), database.password());
    try (TestNode node = TestNode.start(directory, settings)) {
      node.describe("i9", ItemDescription.NONE);
      for (int i = 0; i < 6; i++) {
        node.learn(node.rating("u1", "i" + i, 4), node.rating("u2", "i" + i, 2));
      }
      node.remove("i9");
    }
    try (TestNode node = TestNode.start(directory, settings)) {
      node.learn(node.rating("u3", "i0", 4));

      assertThat(TestNode.ids(node.list("u3", 10, Optional.empty())))
          .containsExactlyInAnyOrder("i1", "i2", "i3", "i4", "i5");
    }
  }
}
