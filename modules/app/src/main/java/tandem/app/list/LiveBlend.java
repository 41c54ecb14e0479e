package tandem.app.list;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.entity.index.Hit;
import tandem.model.BlendWeights;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

/*
 * A node learns from the tests of its own events, and lists have what it knows at once. Each few seconds it adds what it has learned since
 * the last time to the stored sums of all nodes, and goes on from these: sums of gradients, so that nothing is lost to who writes last
 * (tandem.model.BlendWeights.since). What a node that dies has learned in the last seconds is lost, and what is stored while the database does
 * not say so is added twice; a step more or less is no matter for weights.
 */

/**
 * How much each ranking counts in the blends of a model, learned from what users took, and shared
 * by its nodes. Safe for use by many threads.
 */
public final class LiveBlend {

  private static final Logger LOG = LoggerFactory.getLogger(LiveBlend.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  // Of the largest weight: no ranking leaves the lists, for the others may have nothing to say of a
  // user.
  private static final double LEAST = 0.01;
  private static final List<Strategy> RANKINGS =
      List.of(
          Strategy.FACTORS,
          Strategy.NEIGHBOURS,
          Strategy.CONTENT,
          Strategy.COOCCURRENCE,
          Strategy.POPULAR);

  private final BlendSettings first;
  private final List<Strategy> members;
  private final Optional<Store> store;
  private Cancellable sharing = Cancellable.alreadyCancelled();
  private CompletableFuture<?> shared = CompletableFuture.completedFuture(null);
  private BlendWeights base; // what was stored when this node last looked
  private BlendWeights known;
  private volatile BlendSettings now;

  /** Where what all nodes have learned is kept. */
  public interface Store {

    /**
     * Adds what was learned since {@code base}; the answer is what is stored then. Where nothing is
     * stored, it is added to {@code first}.
     *
     * @param names of the rankings, in the order of the weights
     */
    CompletionStage<BlendWeights> add(
        List<String> names, BlendWeights first, BlendWeights base, BlendWeights known);

    /** Forgets all that was learned. */
    CompletionStage<?> reset();
  }

  /** Weights that stay as they are. */
  public static LiveBlend fixed(BlendSettings weights) {
    return new LiveBlend(weights, Optional.empty());
  }

  /** Weights that are these until something is learned; rankings of weight 0 stay out. */
  public static LiveBlend learned(BlendSettings first, Store store) {
    return new LiveBlend(first, Optional.of(store));
  }

  private LiveBlend(BlendSettings first, Optional<Store> store) {
    this.first = first;
    this.members = RANKINGS.stream().filter(ranking -> first.of(ranking) > 0).toList();
    this.store = store;
    this.base = start();
    this.known = base;
    this.now = first;
  }

  private BlendWeights start() {
    return BlendWeights.of(members.stream().mapToDouble(first::of).toArray());
  }

  /** The weights at the moment. */
  public BlendSettings weights() {
    return now;
  }

  /** Whether they are learned. */
  public boolean isLearned() {
    return store.isPresent();
  }

  /** The weights at the moment, of the rankings that may be in a blend. */
  public Map<Strategy, Double> byRanking() {
    Map<Strategy, Double> weights = new EnumMap<>(Strategy.class);
    members.forEach(ranking -> weights.put(ranking, now.of(ranking)));
    return weights;
  }

  /** Whether the ranking may be in a blend, whatever its weight is at the moment. */
  boolean has(Strategy ranking) {
    return members.contains(ranking);
  }

  /** Learns from what a user took, of whom these were the best of each ranking before. */
  public void taken(UserPools pools, ItemId item) {
    Map<ItemId, Integer> numbers = new HashMap<>();
    for (Strategy ranking : members) {
      for (Hit hit : pools.best(ranking)) {
        numbers.putIfAbsent(hit.item(), numbers.size());
      }
    }
    Integer taken = numbers.get(item);
    if (taken != null && isLearned()) {
      learn(features(pools, numbers), taken);
    }
  }

  private double[] features(UserPools pools, Map<ItemId, Integer> numbers) {
    double[] features = new double[numbers.size() * members.size()];
    for (int m = 0; m < members.size(); m++) {
      List<Hit> best = pools.best(members.get(m));
      for (int place = 0; place < best.size(); place++) {
        int number = numbers.getOrDefault(best.get(place).item(), 0);
        features[number * members.size() + m] = BlendWeights.feature(place);
      }
    }
    return features;
  }

  private synchronized void learn(double[] features, int taken) {
    set(known.taken(features, taken));
  }

  private synchronized void set(BlendWeights weights) {
    known = weights;
    double most = 0;
    for (int m = 0; m < members.size(); m++) {
      most = Math.max(most, weights.weight(m));
    }
    double[] byRanking = new double[RANKINGS.size()];
    for (int m = 0; m < members.size(); m++) {
      byRanking[RANKINGS.indexOf(members.get(m))] = Math.max(weights.weight(m), LEAST * most);
    }
    now =
        most == 0 // as if no ranking were worth anything: there is to be a list all the same
            ? first
            : new BlendSettings(
                byRanking[0], byRanking[1], byRanking[2], byRanking[4], byRanking[3]);
  }

  /** Shares with the other nodes from now on, until {@link #stop}. */
  public void start(ActorSystem<?> system) {
    if (isLearned()) {
      sharing =
          system
              .scheduler()
              .scheduleWithFixedDelay(
                  Duration.ZERO, INTERVAL, this::shareIfIdle, system.executionContext());
    }
  }

  /** Shares a last time. */
  public CompletionStage<?> stop() {
    sharing.cancel();
    return share();
  }

  private synchronized void shareIfIdle() {
    if (shared.isDone()) {
      var unused = share();
    }
  }

  /** Stores what was learned here, and takes what was learned elsewhere; never fails. */
  public synchronized CompletionStage<?> share() {
    shared = shared.thenCompose(done -> add()).toCompletableFuture();
    return shared;
  }

  private CompletionStage<?> add() {
    if (store.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    BlendWeights from;
    BlendWeights to;
    synchronized (this) {
      from = base;
      to = known;
    }
    return store
        .get()
        .add(members.stream().map(Strategy::wireName).toList(), start(), from, to)
        .handle(
            (stored, failure) -> {
              if (failure == null) {
                took(to, stored);
              } else {
                LOG.debug("The weights of the blend can't be stored", failure); // tried again
              }
              return stored;
            });
  }

  private synchronized void took(BlendWeights told, BlendWeights stored) {
    base = stored;
    set(known.since(told, stored));
  }

  /** Begins anew, on all nodes within some seconds. */
  public CompletionStage<?> reset() {
    return store.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : store.get().reset().thenCompose(done -> share());
  }
}
