package tandem.app.recovery;

import akka.actor.typed.javadsl.Adapter;
import akka.persistence.jdbc.config.BaseDaoConfig;
import akka.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.Config;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import slick.jdbc.JdbcBackend;
import tandem.entity.JournalWriter;

/**
 * The journal plugin. Entities write past its actor, and those that write at the same time share
 * statements; the rows are the plugin's. What an entity recovers from comes with its snapshot on
 * PostgreSQL ({@link SharedSnapshotDao}), but for what lies beyond the first events after it. Made
 * by Akka, which finds it by {@code jdbc-journal.class}.
 */
public final class SharedJournal extends JdbcAsyncWriteJournal {

  /** As Akka makes it; {@code path} is that of its settings. */
  public SharedJournal(Config config, String path) {
    super(config);
    BaseDaoConfig sizes = journalConfig().daoConfig();
    JdbcBackend.DatabaseDef database = slickDb().database();
    SharedCommit commits =
        new SharedCommit(
            new SharedCommit.Settings(sizes.parallelism(), sizes.batchSize(), sizes.bufferSize()),
            system().dispatcher(),
            group -> SlickJdbc.on(database, connection -> JournalInsert.write(connection, group)));
    JournalWriter.Registry.of(Adapter.toTyped(system()))
        .add(path, new Writer(commits, SerializationExtension.get(system())));
  }

  private record Writer(SharedCommit commits, Serialization serialization)
      implements JournalWriter {

    @Override
    public void write(
        String id, long first, String by, List<?> events, Consumer<@Nullable Throwable> done) {
      long now = System.currentTimeMillis();
      commits.write(
          EntityWrite.of(id, first, by, events, now, serialization),
          outcome -> done.accept(outcome.isFailure() ? outcome.failed().get() : null));
    }
  }
}
