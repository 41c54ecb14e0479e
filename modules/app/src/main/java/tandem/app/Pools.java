package tandem.app;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import io.micrometer.core.instrument.MeterRegistry;
import slick.jdbc.JdbcDataSource;
import slick.jdbc.hikaricp.HikariCPJdbcDataSource;
import tandem.app.database.Database;

/** The connections of the main model: those of the journal and our own. */
final class Pools {

  private Pools() {}

  static void bind(ActorSystem<?> system, Database database, MeterRegistry registry) {
    database.countIn(registry);
    SlickExtensionImpl slick = (SlickExtensionImpl) SlickExtension.get(Adapter.toClassic(system));
    JdbcDataSource journal =
        slick.database(system.settings().config().getConfig("jdbc-journal")).database().source();
    if (journal instanceof HikariCPJdbcDataSource pool) {
      pool.ds().setMetricRegistry(registry);
    }
  }
}
