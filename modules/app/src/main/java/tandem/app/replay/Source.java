package tandem.app.replay;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.common.KafkaException;
import tandem.app.AppSettings;
import tandem.app.ModelConfig;
import tandem.app.audit.Decoder;
import tandem.app.database.DatabaseView;
import tandem.app.kafka.EmbeddedKafka;
import tandem.entity.EntitySettings;
import tandem.ingest.IngestSettings;

/** Reads a history from where the user says that it is. */
final class Source {

  static final String JOURNAL = "journal";
  static final String LOG = "log";

  private final Config node;
  private final Period period;
  private final PrintWriter err;

  /** Reads what the node of this configuration has, and says on {@code err} how far it is. */
  Source(Config node, Period period, PrintWriter err) {
    this.node = node;
    this.period = period;
    this.err = err;
  }

  /** Reads from {@value #JOURNAL}, {@value #LOG} or a file. */
  History read(String from) throws IOException {
    return switch (from) {
      case JOURNAL -> journal();
      case LOG -> log();
      default ->
          FileHistory.read(
              Path.of(from), ModelConfig.model(node), ModelConfig.rules(node), window(), period);
    };
  }

  private History journal() throws IOException {
    try (DatabaseView database = DatabaseView.open(AppSettings.of(node).database());
        Decoder decoder = new Decoder(node)) {
      return JournalHistory.read(database, decoder, node, period, new Lines());
    } catch (DatabaseView.UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    } catch (SQLException e) {
      throw new IOException("The journal can't be read: " + e.getMessage(), e);
    }
  }

  private History log() throws IOException {
    AppSettings app = AppSettings.of(node);
    if (!app.kafka().embedded()) {
      return log(app.kafka().bootstrap());
    }
    if (!Files.isDirectory(app.kafkaDirectory())) {
      throw new IOException("There is no log here: name the node's directory by --data.");
    }
    try (EmbeddedKafka broker = EmbeddedKafka.start(app.kafkaDirectory(), app.kafka().port())) {
      return log(broker.bootstrap());
    } catch (KafkaException e) {
      throw new IOException(
          "The log is open in a running node: stop the node first, or name its broker by --set"
              + " tandem.kafka.embedded=false --set tandem.kafka.bootstrap=127.0.0.1:PORT.",
          e);
    }
  }

  private History log(String bootstrap) throws IOException {
    return LogHistory.read(
        bootstrap,
        IngestSettings.of(node).topic(),
        ModelConfig.model(node),
        ModelConfig.rules(node),
        window(),
        period);
  }

  private int window() {
    return EntitySettings.of(node).repetitionWindow();
  }

  /** A line every five seconds: how many interactions were read. */
  private final class Lines implements LongConsumer {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);
    private long due = System.nanoTime() + INTERVAL;

    @Override
    public void accept(long events) {
      if (events % 1_024 == 0 && System.nanoTime() - due >= 0) {
        due = System.nanoTime() + INTERVAL;
        err.printf(Locale.ROOT, "read %,d events%n", events);
        err.flush();
      }
    }
  }
}
