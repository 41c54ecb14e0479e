package tandem.app.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** One real PostgreSQL for a test class, started when first asked for, and H2 files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Databases {

  private final List<EmbeddedPostgres> servers = new ArrayList<>();

  DatabaseSettings settings(Dialect dialect, Path directory) throws Exception {
    return switch (dialect) {
      case H2 -> new DatabaseSettings(H2Url.inDirectory(directory), "tandem", "");
      case POSTGRESQL -> postgres();
    };
  }

  private DatabaseSettings postgres() throws Exception {
    EmbeddedPostgres server = EmbeddedPostgres.builder().start();
    servers.add(server);
    String url = server.getJdbcUrl("postgres", "postgres");
    return new DatabaseSettings(url, "postgres", "");
  }

  @AfterAll
  void stop() throws Exception {
    for (EmbeddedPostgres server : servers) {
      server.close();
    }
  }
}
