package tandem.app.content;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.app.store.JdbcContentStore;
import tandem.app.store.JdbcContentStore.Stored;
import tandem.entity.index.DescriptionTerms;
import tandem.entity.index.IndexStore;
import tandem.entity.index.IndexedItem;
import tandem.http.ContentFacts;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.ModelSettings;
import tandem.model.content.ContentSpace;
import tandem.protocol.ItemDescription;

/**
 * The content model of one model on this node: follows the one that is stored, fits it anew when
 * asked to and, on the leader of the cluster, from time to time, and gives items without events
 * their place. That two nodes take themselves for the leader for a moment does no harm: the later
 * fit stays.
 */
public final class Contents {

  private static final Logger LOG = LoggerFactory.getLogger(Contents.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration PLACE = Duration.ofSeconds(10);
  private static final Duration FIRST_FIT = Duration.ofMinutes(1);
  private static final int PLACES_AT_ONCE = 64;
  // A place that moves by less than this share of its length is not worth a row in the journal.
  private static final double WORTH_A_MOVE = 0.1;

  private final ActorSystem<?> system;
  private final ModelName name;
  private final JdbcContentStore store;
  private final IndexStore items;
  private final ContentFit fit;
  private final Places places;
  private @Nullable Cancellable looking;
  private @Nullable SlowingTimer fitting;
  private volatile @Nullable Stored current;
  private @Nullable CompletableFuture<ContentFacts> running;

  /** Tells items where to start from. */
  public interface Places {
    /** Completes when the item has that place, or has learned from an event before. */
    CompletionStage<Done> place(ItemId item, Factors factors, Duration timeout);
  }

  /** Of the model of that name and these settings, whose items are in {@code items}. */
  public Contents(
      ActorSystem<?> system,
      ModelName name,
      ModelSettings settings,
      JdbcContentStore store,
      IndexStore items,
      int partitions,
      Places places) {
    this.system = system;
    this.name = name;
    this.store = store;
    this.items = items;
    this.fit = new ContentFit(items, partitions, settings);
    this.places = places;
  }

  /**
   * Follows what is stored, and fits anew so often where that is wanted: the first time after a
   * minute, then each time after twice as long, so that a new model need not wait for its content.
   */
  public synchronized void start(ContentSettings settings) {
    looking =
        system
            .scheduler()
            .scheduleWithFixedDelay(Duration.ZERO, LOOK, this::look, system.executionContext());
    settings
        .refresh()
        .ifPresent(
            often -> fitting = SlowingTimer.start(system, FIRST_FIT, often, this::refreshIfLeader));
  }

  /** Does nothing more by itself. */
  public synchronized void stop() {
    if (looking != null) {
      looking.cancel();
    }
    if (fitting != null) {
      fitting.cancel();
    }
  }

  private void look() {
    var unused =
        store
            .newerThan(version())
            .whenComplete(
                (newer, failure) -> {
                  if (failure != null) {
                    LOG.debug("The content of model {} can't be read", name.value(), failure);
                  } else {
                    newer.ifPresent(this::keep);
                  }
                });
  }

  private synchronized void keep(Stored newer) {
    if (newer.version() > version()) {
      current = newer;
    }
  }

  private long version() {
    Stored known = current;
    return known == null ? 0 : known.version();
  }

  /** Where items lie by their descriptions, as this node knows it; empty before the first fit. */
  public Optional<ContentSpace> space() {
    Stored known = current;
    return known == null
        ? Optional.empty()
        : Optional.of(known.model().space()).filter(space -> space.dimensions() > 0);
  }

  /** The factors that an item with this description starts from, if its content says any. */
  public Optional<Factors> factors(ItemDescription description) {
    Stored known = current;
    return known == null
        ? Optional.empty()
        : known.model().factors(DescriptionTerms.of(description));
  }

  /** Gives an item that was described its place; that may fail, and is done at the next fit. */
  public void described(ItemId item, ItemDescription description) {
    factors(description)
        .ifPresent(
            factors -> {
              var unused = places.place(item, factors, PLACE).exceptionally(Contents::later);
            });
  }

  private static Done later(Throwable failure) {
    LOG.debug("An item was given no place", failure);
    return Done.getInstance();
  }

  private void refreshIfLeader() {
    Cluster cluster = Cluster.get(system);
    if (!cluster.selfMember().address().equals(cluster.state().getLeader())) {
      return;
    }
    var unused =
        items
            .newest()
            .thenCompose(
                newest -> {
                  Stored known = current;
                  boolean changed = known == null || known.ordering() != newest;
                  return changed
                      ? refresh().thenApply(done -> newest)
                      : CompletableFuture.completedFuture(newest);
                })
            .exceptionally(
                failure -> {
                  LOG.warn("Content of {} can't be fitted: {}", name.value(), failure.toString());
                  return 0L;
                });
  }

  /** Fits anew, stores, and places the items without events; joins a fit that is under way. */
  public synchronized CompletionStage<ContentFacts> refresh() {
    if (running == null || running.isDone()) {
      // It blocks and computes for seconds: not on threads that others wait for.
      running = CompletableFuture.supplyAsync(this::run, this::apart);
    }
    return running.copy();
  }

  private void apart(Runnable task) {
    Thread thread = new Thread(task, "tandem-content-" + name.value());
    thread.setDaemon(true); // a node that stops does not wait for it
    thread.start();
  }

  private ContentFacts run() {
    long began = System.nanoTime();
    long ordering = ContentFit.join(items.newest());
    ContentFit.Result fitted = fit.run();
    long version = ContentFit.join(store.save(ordering, fitted.model()));
    keep(new Stored(version, ordering, fitted.model()));
    long placed = fitted.learned() == 0 ? 0 : placeAll();
    ContentFacts facts =
        new ContentFacts(
            fitted.described(),
            fitted.learned(),
            fitted.model().space().dimensions(),
            placed,
            Duration.ofNanos(System.nanoTime() - began));
    LOG.info("Content of model {} is fitted: {}", name.value(), facts);
    return facts;
  }

  /** So many at a time, since each wakes its item. */
  private long placeAll() {
    Semaphore open = new Semaphore(PLACES_AT_ONCE);
    AtomicLong placed = new AtomicLong();
    fit.forEach(
        item -> {
          if (item.events() == 0) {
            factors(item.description())
                .filter(wanted -> isWorthIt(item, wanted))
                .ifPresent(wanted -> place(item.id(), wanted, open, placed));
          }
        });
    open.acquireUninterruptibly(PLACES_AT_ONCE);
    return placed.get();
  }

  private void place(ItemId item, Factors wanted, Semaphore open, AtomicLong placed) {
    open.acquireUninterruptibly();
    var unused =
        places
            .place(item, wanted, PLACE)
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    placed.incrementAndGet();
                  }
                  open.release();
                });
  }

  private static boolean isWorthIt(IndexedItem item, Factors wanted) {
    double length = (double) wanted.bias() * wanted.bias();
    double way = (wanted.bias() - item.bias()) * (wanted.bias() - item.bias());
    FactorVector vector = wanted.vector();
    for (int f = 0; f < vector.length(); f++) {
      double step = vector.get(f) - item.vector().get(f);
      length += (double) vector.get(f) * vector.get(f);
      way += step * step;
    }
    return way > WORTH_A_MOVE * WORTH_A_MOVE * length;
  }
}
