package tandem.app;

import akka.Done;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.ModelJournals;
import tandem.app.database.SchemaException;
import tandem.app.evaluation.Evaluations;
import tandem.app.store.JdbcSideModels;
import tandem.app.store.SideModel;
import tandem.entity.Namespace;
import tandem.entity.user.UserEntity.Outcome;
import tandem.http.AdminModelPort;
import tandem.http.ContentFacts;
import tandem.http.ModelFacts;
import tandem.http.ModelPort;
import tandem.http.PastPort;
import tandem.http.RecommendationPort;
import tandem.ingest.Rejecter;
import tandem.model.ModelName;
import tandem.model.UserId;
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.Receipt;

/**
 * The models of this node: the main one, and those that the table {@code side_model} names, which
 * it follows.
 */
final class Models implements ModelPort, AdminModelPort, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Models.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  // How much of the journal the next start has to go over.
  private static final Duration MEND = Duration.ofMinutes(10);

  private final LearnedModel.Ground ground;
  private final DatabaseSettings database;
  private final ModelJournals journals;
  private final JdbcSideModels registry;
  private final Metrics metrics;
  private final LearnedModel main;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final List<Database> databases = new ArrayList<>();
  private final Set<ModelName> dropped = new HashSet<>();
  private final Map<ModelName, String> complaints = new HashMap<>();
  private volatile Map<ModelName, Side> sides = Map.of();
  private volatile LearnedModel active;

  private static final class Side {
    private final SideModel row;
    private final LearnedModel model;
    private long mendedTo;
    private long mendedNanos;
    private boolean learning;

    Side(SideModel row, LearnedModel model) {
      this.row = row;
      this.model = model;
      this.mendedTo = row.mendedTo();
    }

    boolean isDue() {
      return !learning || System.nanoTime() - mendedNanos > MEND.toNanos();
    }
  }

  /**
   * With the main model only, whose stream is not started.
   *
   * @param tables of the main model
   * @param rejections where its stream puts what is no event
   */
  Models(LearnedModel.Ground ground, DataSource tables, Rejecter rejections, Metrics metrics) {
    this.ground = ground;
    this.database = ground.settings().app().database();
    this.journals = new ModelJournals(ground.system());
    this.metrics = metrics;
    this.main =
        new LearnedModel(
            ground,
            Namespace.MAIN,
            ground.settings().model(),
            tables,
            rejections,
            metrics.meters(ModelName.MAIN),
            new Leading());
    this.active = main;
    this.registry = new JdbcSideModels(main.sql());
    metrics.add(main);
  }

  /** An erasure begins in the main model. */
  private final class Leading implements Erasures.Elsewhere {
    @Override
    public CompletionStage<List<PartitionOffsets>> met(UserId user) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Done> follow(UserId user, Receipt receipt, Duration timeout) {
      CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
      for (LearnedModel side : sides()) {
        all = all.thenCompose(done -> side.erasures().follow(user, receipt, timeout));
      }
      return all;
    }
  }

  private final class Following implements Erasures.Elsewhere {
    @Override
    public CompletionStage<List<PartitionOffsets>> met(UserId user) {
      return main.erased().met(user);
    }

    @Override
    public CompletionStage<Done> follow(UserId user, Receipt receipt, Duration timeout) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
  }

  /**
   * Learns by the main model, serves all that the table names, and follows it from now on, which
   * lets the others learn, too.
   */
  void start() {
    main.learn(ground);
    follow(registry.all().toCompletableFuture().join());
    var unused =
        ground
            .system()
            .scheduler()
            .scheduleWithFixedDelay(
                LOOK, LOOK, this::lookUnlessLooking, ground.system().executionContext());
  }

  private void lookUnlessLooking() {
    if (looking.compareAndSet(false, true)) {
      var unused =
          look()
              .thenRunAsync(this::learn, LearnedModel.blocking(ground.system()))
              .whenComplete(
                  (done, failure) -> {
                    looking.set(false);
                    if (failure != null) {
                      LOG.debug("The models can't be looked up", failure); // the database is away
                    }
                  });
    }
  }

  private CompletionStage<Done> look() {
    return registry
        .all()
        .thenApplyAsync(
            rows -> {
              follow(rows);
              return Done.getInstance();
            },
            LearnedModel.blocking(ground.system()));
  }

  private synchronized void follow(List<SideModel> rows) {
    Map<ModelName, Side> next = new LinkedHashMap<>();
    for (SideModel row : rows) {
      Side side = sides.get(row.name());
      if (side == null) {
        attempt(row.name(), () -> next.put(row.name(), open(row)));
      } else {
        next.put(row.name(), side);
      }
    }
    Map<ModelName, Side> before = sides;
    sides = next; // from here on descriptions and erasures reach the new ones
    before.values().stream().filter(side -> !next.containsValue(side)).forEach(this::end);
    activate(rows);
  }

  private void learn() {
    for (Side side : sides.values()) {
      if (side.isDue()) {
        attempt(side.model.name(), () -> learn(side));
      }
    }
  }

  /** What can't be done is tried again at the next look, and said once. */
  private void attempt(ModelName name, Runnable step) {
    try {
      step.run();
      complaints.remove(name);
    } catch (SchemaException
        | PoolInitializationException
        | IllegalStateException
        | CompletionException failed) {
      String message = String.valueOf(failed.getMessage());
      if (!message.equals(complaints.put(name, message))) {
        LOG.warn("Model {} is not up to date: {}", name.value(), message);
      }
    }
  }

  private Side open(SideModel row) {
    if (dropped.contains(row.name())) {
      throw new IllegalStateException(
          "this node has dropped a model of this name: restart it, or promote under another name");
    }
    DatabaseSettings where = database.of(row.name());
    Database tables = Database.open(where);
    try {
      LearnedModel model =
          new LearnedModel(
              ground,
              journals.of(row.name(), where),
              row.settings(),
              tables.dataSource(),
              Rejecter.NOTHING,
              metrics.meters(row.name()),
              new Following());
      databases.add(tables);
      metrics.add(model);
      return new Side(row, model);
    } catch (RuntimeException failed) {
      tables.close(); // it is tried again each second
      throw failed;
    }
  }

  private void learn(Side side) {
    side.mendedTo = new Mending(main, side.model).mend(side.mendedTo);
    side.mendedNanos = System.nanoTime();
    registry.mended(side.model.name(), side.mendedTo).toCompletableFuture().join();
    begin(side);
  }

  private synchronized void begin(Side side) {
    if (!side.learning && sides.containsValue(side)) { // it may have been dropped meanwhile
      side.learning = true;
      side.model.learn(ground);
      LOG.info("Model {} learns and is served", side.model.name().value());
    }
  }

  private void end(Side side) {
    dropped.add(side.model.name());
    metrics.remove(side.model);
    var unused =
        side.model
            .end()
            .thenAccept(
                done -> LOG.info("Model {} is no longer learned", side.model.name().value()));
  }

  private void activate(List<SideModel> rows) {
    Optional<SideModel> wanted = rows.stream().filter(SideModel::active).findAny();
    Side side = wanted.map(row -> sides.get(row.name())).orElse(null);
    if (wanted.isPresent() && side == null) {
      return; // it can't be served here: go on with the one before, as far as it is still there
    }
    LearnedModel next = side == null ? main : side.model;
    if (next != active) {
      active = next;
      LOG.info("Model {} answers those who name none", next.name().value());
    }
  }

  /** The model of the configuration. */
  LearnedModel main() {
    return main;
  }

  /** The one that answers those who name none. */
  LearnedModel active() {
    return active;
  }

  /** The main one first. */
  List<LearnedModel> mainAndSides() {
    return Stream.concat(Stream.of(main), sides().stream()).toList();
  }

  /** All but the main one. */
  List<LearnedModel> sides() {
    return sides.values().stream().map(side -> side.model).toList();
  }

  @Override
  public Optional<RecommendationPort> lists(ModelName name) {
    return find(name).map(LearnedModel::lists);
  }

  @Override
  public Optional<PastPort> past(ModelName name) {
    return find(name).map(LearnedModel::past);
  }

  /** What is said of a model, or of the active one; empty if there is none of this name. */
  Optional<Evaluations.Model> asked(Optional<ModelName> name) {
    return name.map(this::find)
        .orElse(Optional.of(active))
        .map(
            model ->
                new Evaluations.Model(model.name(), model.settings().objective(), model.blend()));
  }

  private Optional<LearnedModel> find(ModelName name) {
    return name.isMain()
        ? Optional.of(main)
        : Optional.ofNullable(sides.get(name)).map(side -> side.model);
  }

  @Override
  public List<ModelFacts> all() {
    List<ModelFacts> facts = new ArrayList<>();
    facts.add(facts(main, Optional.empty()));
    sides
        .values()
        .forEach(side -> facts.add(facts(side.model, Optional.of(side.row.promotedAt()))));
    return facts;
  }

  private ModelFacts facts(LearnedModel model, Optional<Instant> promotedAt) {
    return new ModelFacts(
        model.name(),
        model == active,
        model.settings().objective(),
        model.settings().factors(),
        promotedAt,
        model.metrics().count(Outcome.LEARNED));
  }

  @Override
  public CompletionStage<Boolean> activate(ModelName name) {
    if (find(name).isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    return registry.activate(name).thenCompose(known -> look().thenApply(done -> known));
  }

  @Override
  public CompletionStage<Boolean> drop(ModelName name) {
    return registry.remove(name).thenCompose(gone -> look().thenApply(done -> gone));
  }

  @Override
  public Optional<CompletionStage<ContentFacts>> refreshContent(ModelName name) {
    return find(name).map(model -> model.contents().refresh());
  }

  @Override
  public Optional<CompletionStage<?>> resetBlend(ModelName name) {
    return find(name).map(model -> model.blend().reset());
  }

  /** Closes the tables of the side models, when nobody uses them any more. */
  @Override
  public synchronized void close() {
    databases.forEach(Database::close);
  }
}
