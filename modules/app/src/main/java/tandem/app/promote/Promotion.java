package tandem.app.promote;

import com.typesafe.config.Config;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import tandem.app.AppSettings;
import tandem.app.ModelConfig;
import tandem.app.audit.Decoder;
import tandem.app.audit.LogPartition;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.DatabaseView;
import tandem.app.evaluate.Progress;
import tandem.app.store.JdbcSideModels;
import tandem.app.store.SideModel;
import tandem.app.store.Sql;
import tandem.entity.EntitySettings;
import tandem.model.ModelName;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.protocol.InteractionRules;

/*
 * The main model's tables are read at one moment. What is below the frontier F of that moment is settled, so it is in the journals;
 * it is learned here, each entity of the new model is marked as having met it, and the new model's stream begins at F. Records from F
 * on are learned by that stream, whatever of them the main model's journals hold already. The row in side_model comes last: until it
 * is there no node looks at the tables, and what a crash has left of them is dropped by --replace.
 */

/** Makes a model beside the main one. */
public final class Promotion {

  private final Config node;
  private final DatabaseSettings main;
  private final ModelName name;
  private final boolean replace;
  private final int svdRank;

  private Promotion(Config node, ModelName name, boolean replace, int svdRank) {
    this.node = node;
    this.main = AppSettings.of(node).database();
    this.name = name;
    this.replace = replace;
    this.svdRank = svdRank;
  }

  /**
   * A promotion to a model of that name; drops nothing. Throws {@link IOException} with a sentence
   * for the user where there is no room for one.
   *
   * @param replace whether {@link #makeRoom} may drop tables that an earlier model of the name has
   *     left
   * @param svdRank the model begins with the vectors of a decomposition of this rank, 1 to its
   *     factors; 0 for those that it learned
   */
  public static Promotion prepare(Config node, ModelName name, boolean replace, int svdRank)
      throws IOException {
    Promotion promotion = new Promotion(node, name, replace, svdRank);
    promotion.requireFreeName();
    promotion.requireFreeTables();
    return promotion;
  }

  /**
   * Drops the tables that an earlier model of the name has left. To be called once all else is
   * known to be in order, since they can't be had back.
   */
  public void makeRoom() throws IOException {
    requireFreeName(); // the history may have taken long to read
    if (requireFreeTables()) {
      return;
    }
    DatabaseSettings where = main.of(name);
    Database.reached(
        () -> {
          Database.drop(where);
          return where;
        });
    if (areBegun(where)) {
      throw new IOException("Somebody else makes a model " + name.value() + " right now.");
    }
  }

  private void requireFreeName() throws IOException {
    try (DatabaseView view = DatabaseView.open(main)) {
      if (JdbcSideModels.read(view.connection()).stream()
          .anyMatch(model -> model.name().equals(name))) {
        throw new IOException(
            "There is a model %s, which nodes learn: take another name, or drop it first."
                .formatted(name.value()));
      }
    } catch (SQLException | DatabaseView.UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Whether there are no tables of an earlier model; if there are, they may be dropped. */
  private boolean requireFreeTables() throws IOException {
    boolean free = !areBegun(main.of(name));
    if (!free && !replace) {
      throw new IOException(
          "The tables of an earlier model %s are still there: --replace drops them."
              .formatted(name.value()));
    }
    return free;
  }

  /** Makes the tables where there are none. */
  private static boolean areBegun(DatabaseSettings where) throws IOException {
    try (Database database = Database.reached(() -> Database.open(where))) {
      return ModelTables.areBegun(database);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Trains the model, fills its tables, and lets the nodes know of it.
   *
   * @param rules with the scale of the main model's ratings
   * @param recent negatives are drawn from so many last events
   * @param progress is stepped with each event of the main model's journals
   */
  public Promoted run(ModelSettings settings, InteractionRules rules, int recent, Progress progress)
      throws IOException {
    try (Decoder decoder = new Decoder(node)) {
      return run(settings, rules, recent, progress, decoder);
    } catch (SQLException e) {
      throw new IOException("The model can't be made: " + e.getMessage(), e);
    } catch (DatabaseView.UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Promoted run(
      ModelSettings settings,
      InteractionRules rules,
      int recent,
      Progress progress,
      Decoder decoder)
      throws IOException, SQLException {
    EntitySettings entities = EntitySettings.of(node);
    Sgd sgd = new Sgd(settings);
    Training training;
    List<TableRows> tables;
    long newest;
    try (DatabaseView view = DatabaseView.open(main)) {
      Origin origin = new Origin(view, decoder);
      List<Origin.Frontier> frontiers = origin.frontiers();
      newest = origin.newest();
      training =
          new Training(
              sgd, rules, entities, recent, below(frontiers), Instant.now(), svdRank, progress);
      origin.replay(training);
      training.end();
      tables =
          List.of(origin.epochs(), origin.erasures(), ModelTables.frontiers(frontiers, training));
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try (Database database = Database.reached(() -> Database.open(main.of(name)))) {
      ModelTables model = new ModelTables(database, decoder.serialization());
      model.begin(ModelConfig.journal(settings, rules));
      model.copy(tables);
      model.journals(training, now);
      model.index(sgd, entities);
    }
    register(new SideModel(name, settings, now, false, newest));
    return new Promoted(
        name,
        training.learned(),
        training.left(),
        (int) training.users().values().stream().filter(user -> !user.isErased()).count(),
        training.items().size());
  }

  private static Map<LogPartition, Long> below(List<Origin.Frontier> frontiers) {
    Map<LogPartition, Long> below = new HashMap<>();
    frontiers.forEach(
        row -> below.put(new LogPartition(row.epoch(), row.partition()), row.nextOffset()));
    return below;
  }

  private void register(SideModel model) throws IOException {
    try (Database database = Database.reached(() -> Database.open(main))) {
      var unused =
          new JdbcSideModels(new Sql(database.dataSource(), Runnable::run))
              .insert(model)
              .toCompletableFuture()
              .join();
    } catch (CompletionException e) {
      throw new IOException("The model can't be made known: " + String.valueOf(e.getCause()), e);
    }
  }
}
