package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.app.database.Database;
import tandem.app.kafka.EmbeddedKafka;
import tandem.app.kafka.Topics;
import tandem.app.store.JdbcModelStore;
import tandem.app.store.JournalModel;
import tandem.app.store.Sql;

/** What a node that can't start says and leaves. */
final class NodeStartTest {

  @Test
  void start_journalOfAnotherModel_namesWhatDiffersAndClosesTheDatabase(@TempDir Path directory)
      throws Exception {
    Config config = TestNode.config(directory, 0, "tandem.model { objective = rating, seed = 3 }");
    try (Database database = Database.open(AppSettings.of(config).database())) {
      TestNode.get(
          new JdbcModelStore(new Sql(database.dataSource(), Runnable::run))
              .findOrInsert(new JournalModel("rating", 64, 1, 0.5, 5)));
    }

    assertThatThrownBy(() -> Node.start(config))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "The journal is of another model: tandem.model.factors is 64 there and 8 in the"
                + " settings, tandem.model.seed is 1 there and 3 in the settings; set it back, or"
                + " start with an empty database.");
    assertUnlocked(directory.resolve("tandem.mv.db"));
    assertThat(directory.resolve("kafka")).doesNotExist();
  }

  @Test
  void start_settingThatCannotBe_namesItBeforeAnythingIsMade(@TempDir Path directory) {
    Config config = TestNode.config(directory, 0, "tandem.model.objective = taste");

    assertThatThrownBy(() -> Node.start(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("tandem.model.objective is rating or preference, not taste");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void start_noDatabaseThere_saysSo(@TempDir Path directory) throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Config config =
        TestNode.config(
            directory,
            0,
            "tandem.database.url = \"jdbc:postgresql://127.0.0.1:%d/tandem\"".formatted(free));

    assertThatThrownBy(() -> Node.start(config))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("The database can't be had: ")
        .hasMessageContaining("127.0.0.1:" + free);
  }

  @Test
  void start_noTablesAndMayNotMakeThem_saysWhoDoesAndClosesTheDatabase(@TempDir Path directory)
      throws Exception {
    Config config = TestNode.config(directory, 0, "tandem.database.migrate = false");

    assertThatThrownBy(() -> Node.start(config))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("./tandem migrate");
    assertUnlocked(directory.resolve("tandem.mv.db"));
    assertThat(directory.resolve("kafka")).doesNotExist();
  }

  @Test
  void start_brokerOnTheDirectory_saysSoAndClosesTheDatabase(@TempDir Path directory)
      throws Exception {
    Config config = TestNode.config(directory, 0, "");
    try (EmbeddedKafka other = EmbeddedKafka.start(directory.resolve("kafka"), 0)) {
      assertThatThrownBy(() -> Node.start(config))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("The event log can't be had: ")
          .hasMessageContaining(directory.toString());
      assertThat(Topics.find(other.bootstrap(), "none")).isEmpty();
    }
    assertUnlocked(directory.resolve("tandem.mv.db"));
  }

  @Test
  void start_portTaken_saysSoAndClosesAll(@TempDir Path directory) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Config config = TestNode.config(directory, other.getLocalPort(), "");

      assertThatThrownBy(() -> Node.start(config))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + other.getLocalPort());
    }
    assertUnlocked(directory.resolve("tandem.mv.db"));
    EmbeddedKafka.start(directory.resolve("kafka"), 0).close(); // fails where another runs
  }

  /** H2 holds a lock on its file as long as it runs. */
  private static void assertUnlocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      assertThat(lock).isNotNull();
    }
  }
}
