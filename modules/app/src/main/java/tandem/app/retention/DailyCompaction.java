package tandem.app.retention;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts the journal once a day, on the leader of the cluster; that two nodes take themselves for
 * it for a moment does no harm.
 */
public final class DailyCompaction {

  private static final Logger LOG = LoggerFactory.getLogger(DailyCompaction.class);
  private static final Duration FIRST = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);

  private final ActorSystem<?> system;
  private final Compaction compaction;
  private final Duration after;
  private final Clock clock;

  /** Compacts what is older than {@code after}. */
  public DailyCompaction(
      ActorSystem<?> system, Compaction compaction, Duration after, Clock clock) {
    this.system = system;
    this.compaction = compaction;
    this.after = after;
    this.clock = clock;
  }

  /** Starts the timer; the work is done by {@code blocking}. */
  public void start(Executor blocking) {
    var unused =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                FIRST, DAY, () -> blocking.execute(this::run), system.executionContext());
  }

  private void run() {
    Cluster cluster = Cluster.get(system);
    if (!cluster.selfMember().address().equals(cluster.state().getLeader())) {
      return;
    }
    Instant cutoff = clock.instant().minus(after);
    try {
      Compaction.Progress done = compaction.run(cutoff, false, progress -> {});
      LOG.info(
          "Compacted {} of {} entities with events before {}: {} rows are gone",
          done.compacted(),
          done.entities(),
          cutoff,
          done.removed());
    } catch (SQLException failed) {
      LOG.warn("The journal was not compacted, trying again tomorrow: {}", failed.toString());
    }
  }
}
