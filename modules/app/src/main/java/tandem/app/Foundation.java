package tandem.app;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.kafka.EmbeddedKafka;
import tandem.app.kafka.Topics;
import tandem.app.store.JdbcModelStore;
import tandem.app.store.JournalModel;
import tandem.app.store.Sql;
import tandem.ingest.IngestSettings;

/**
 * What a node stands on, opened before its first actor starts and closed after the last has
 * stopped.
 *
 * @param database of the journal, which is of the node's model
 * @param broker of the event log, if it is the node's own
 * @param bootstrap where the brokers of the event log are
 * @param admin asks them
 */
record Foundation(Database database, Optional<EmbeddedKafka> broker, String bootstrap, Admin admin)
    implements AutoCloseable {

  /**
   * Opens all, or nothing when it throws. Throws {@link IOException} where database or broker can't
   * be had, and {@link ConfigException} where the journal is of another model.
   */
  static Foundation open(NodeSettings settings) throws IOException {
    Database database = database(settings.app().database());
    try {
      requireModel(database, ModelConfig.journal(settings.model(), settings.rules()));
      return open(settings.app(), settings.ingest(), database);
    } catch (KafkaException failed) {
      database.close();
      throw new IOException("The event log can't be had: " + failed.getMessage(), failed);
    } catch (IOException | RuntimeException failed) {
      database.close();
      throw failed;
    }
  }

  private static Database database(DatabaseSettings settings) throws IOException {
    return Database.reached(() -> Database.open(settings));
  }

  private static Foundation open(AppSettings settings, IngestSettings ingest, Database database)
      throws IOException {
    Optional<EmbeddedKafka> broker =
        settings.kafka().embedded()
            ? Optional.of(EmbeddedKafka.start(settings.kafkaDirectory(), settings.kafka().port()))
            : Optional.empty();
    try {
      String bootstrap = broker.map(EmbeddedKafka::bootstrap).orElse(settings.kafka().bootstrap());
      Topics.ensure(bootstrap, ingest.topic(), settings.kafka().partitions());
      Topics.ensure(bootstrap, ingest.rejectedTopic(), 1);
      Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
      return new Foundation(database, broker, bootstrap, admin);
    } catch (RuntimeException failed) {
      broker.ifPresent(EmbeddedKafka::close);
      throw failed;
    }
  }

  private static void requireModel(Database database, JournalModel wanted) {
    JournalModel kept =
        new JdbcModelStore(new Sql(database.dataSource(), Runnable::run))
            .findOrInsert(wanted)
            .toCompletableFuture()
            .join();
    List<String> differences = kept.differences(wanted);
    if (!differences.isEmpty()) {
      throw new ConfigException.Generic(
          "The journal is of another model: %s; set it back, or start with an empty database."
              .formatted(String.join(", ", differences)));
    }
  }

  @Override
  public void close() {
    admin.close();
    database.close();
    broker.ifPresent(EmbeddedKafka::close);
  }
}
