package tandem.app.database;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.Persistence;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.util.HashMap;
import java.util.Map;
import tandem.entity.Namespace;
import tandem.model.ModelName;

/**
 * Journal plugins of models that come while the node runs. Akka reads a plugin's section from the
 * settings that the actor system began with, so there is one for each model that may come, and
 * where its tables are is told when one does.
 */
public final class ModelJournals {

  /** So many models beside the main one can a node take on between two starts. */
  public static final int MOST = 16;

  private static final String JOURNAL = "tandem.model-journal-";
  private static final String SNAPSHOTS = "tandem.model-snapshots-";
  private static final int JOURNAL_CONNECTIONS = 6;
  private static final int SNAPSHOT_CONNECTIONS = 2;

  private final ActorSystem<?> system;
  private final Map<ModelName, Namespace> namespaces = new HashMap<>();

  /** Plugins of {@code system}, which was started with {@link #sections}. */
  public ModelJournals(ActorSystem<?> system) {
    this.system = system;
  }

  /** {@code config} with sections for models to come. */
  public static Config sections(Config config) {
    Config all = config;
    for (int number = 1; number <= MOST; number++) {
      all = all.withValue(JOURNAL + number, own(config, "jdbc-journal"));
      all = all.withValue(SNAPSHOTS + number, own(config, "jdbc-snapshot-store"));
    }
    return all;
  }

  private static ConfigObject own(Config config, String plugin) {
    return config.getConfig(plugin).withoutPath("use-shared-db").root();
  }

  /**
   * The plugins of a model on {@code database}, with pools of their own, which close with the actor
   * system. Throws {@link IllegalStateException} for one too many.
   */
  public synchronized Namespace of(ModelName model, DatabaseSettings database) {
    Namespace known = namespaces.get(model);
    if (known != null) {
      return known;
    }
    int number = namespaces.size() + 1;
    if (number > MOST) {
      throw new IllegalStateException(
          "%d models have come since the node started: restart it to take on more".formatted(MOST));
    }
    Namespace made = new Namespace(model, JOURNAL + number, SNAPSHOTS + number);
    Persistence persistence = Persistence.get(Adapter.toClassic(system));
    persistence.journalFor(
        made.journalPlugin(), slick(database, made.journalPlugin(), JOURNAL_CONNECTIONS));
    persistence.snapshotStoreFor(
        made.snapshotPlugin(), slick(database, made.snapshotPlugin(), SNAPSHOT_CONNECTIONS));
    namespaces.put(model, made);
    return made;
  }

  private static Config slick(DatabaseSettings database, String plugin, int connections) {
    String path = plugin + ".slick";
    return database
        .slickConfig(path)
        .withFallback(
            ConfigFactory.parseMap(
                    Map.of(
                        "numThreads", connections,
                        "maxConnections", connections,
                        "minConnections", connections,
                        "connectionTimeout", 5_000))
                .atPath(path + ".db"));
  }
}
