package tandem.app.evaluation;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tandem.app.list.BlendSettings;
import tandem.app.list.LiveBlend;
import tandem.app.list.UserPools;
import tandem.entity.index.Index;
import tandem.entity.user.UserEntity.Observed;
import tandem.ingest.Learner;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;
import tandem.protocol.http.Strategy;

/*
 * Test, then learn: a sampled event waits here, before any entity is told of it, until there is what lists are made of. The user's later
 * events don't overtake it, since each names the one before it, and the user waits for that (tandem.entity.user.Arrivals); and the lists
 * are asked for as of the user's event before. The sample is by the record's identity, so all models are tested by the same events.
 */

/**
 * Lets a learner learn, and of a share of the events that show an interest makes the lists that the
 * user would have got before. An event whose lists don't come in time goes on without; after a
 * time-out there are no tests for a while.
 */
public final class ListTests implements Learner {

  private static final int REST = 10; // times the time-out
  private static final long TOTALS_NANOS = 1_000_000_000L;

  private final Learner learner;
  private final Source source;
  private final Predicate<Interaction> interest;
  private final LiveBlend blend;
  private final ListTestSettings settings;
  private final ListQuality quality;
  private final LongSupplier nanos;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile long restUntil;
  private volatile @Nullable Known totals;

  /** Where lists come from. */
  public interface Source {

    /** The best of each ranking for the user, once {@code after} is learned. */
    CompletionStage<UserPools> pools(
        UserId user, ItemId item, Optional<RecordId> after, Duration timeout);

    /** How many events each of the items has, of those that are known. */
    CompletionStage<Map<ItemId, Long>> events(Collection<ItemId> items, Duration timeout);

    /** How much there is in all. */
    CompletionStage<Index.Totals> totals(Duration timeout);
  }

  private record Known(Index.Totals totals, long nanos) {}

  /**
   * Tests what {@code learner} learns.
   *
   * @param interest whether a user shows one; other events are not tested
   * @param blend learns from what is taken
   * @param quality counts
   * @param nanos a monotonic clock
   */
  public ListTests(
      Learner learner,
      Source source,
      Predicate<Interaction> interest,
      LiveBlend blend,
      ListTestSettings settings,
      ListQuality quality,
      LongSupplier nanos) {
    this.learner = learner;
    this.source = source;
    this.interest = interest;
    this.blend = blend;
    this.settings = settings;
    this.quality = quality;
    this.nanos = nanos;
    this.restUntil = nanos.getAsLong();
  }

  /** Whether the record is in a sample of that share, 0 to 1; the same for whoever asks. */
  static boolean isSampled(RecordId record, double share) {
    long mixed = record.epoch() * 31L + record.partition();
    for (long part : new long[] {record.offset(), 0}) {
      mixed = (mixed ^ part) * 0x9e3779b97f4a7c15L;
      mixed ^= mixed >>> 32;
    }
    return (mixed >>> 11) * 0x1.0p-53 < share;
  }

  @Override
  public CompletionStage<Observed> learn(
      Delivery delivery,
      Supplier<Optional<RecordId>> previous,
      Interaction interaction,
      float mean,
      long appended) {
    if (!isSampled(delivery.id(), settings.share()) || !interest.test(interaction)) {
      return learner.learn(delivery, previous, interaction, mean, appended);
    }
    return before(interaction, previous.get())
        .thenCompose(done -> learner.learn(delivery, previous, interaction, mean, appended));
  }

  /** Completes, and never fails, when the event may go on. */
  private CompletionStage<?> before(Interaction interaction, Optional<RecordId> previous) {
    if (nanos.getAsLong() - restUntil < 0) {
      quality.passed(ListQuality.Outcome.GIVEN_UP);
      return CompletableFuture.completedFuture(null);
    }
    if (underWay.incrementAndGet() > settings.atOnce()) {
      underWay.decrementAndGet();
      quality.passed(ListQuality.Outcome.GIVEN_UP);
      return CompletableFuture.completedFuture(null);
    }
    CompletionStage<UserPools> pools =
        CompletableFuture.completedFuture(interaction) // so that what it throws is a failure, too
            .thenCompose(of -> source.pools(of.user(), of.item(), previous, settings.timeout()));
    var unused =
        pools
            .thenCompose(found -> judge(found, interaction.item()))
            .whenComplete(
                (done, failure) -> {
                  underWay.decrementAndGet();
                  if (failure != null) {
                    giveUp(failure);
                  }
                });
    return pools.handle((found, failure) -> found);
  }

  private void giveUp(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof TimeoutException) {
      restUntil = nanos.getAsLong() + REST * settings.timeout().toNanos();
    }
    quality.passed(ListQuality.Outcome.GIVEN_UP);
  }

  /** The event need not wait for this. */
  private CompletionStage<?> judge(UserPools pools, ItemId item) {
    switch (pools.standing()) {
      case NEW_USER -> quality.passed(ListQuality.Outcome.NEW_USER);
      case HAD -> quality.passed(ListQuality.Outcome.HAD);
      case OPEN -> {
        Map<Strategy, ListQuality.Made> lists = lists(pools);
        blend.taken(pools, item);
        return source
            .events(listed(lists), settings.timeout())
            .thenCombine(
                totals(),
                (events, all) -> {
                  quality.tested(
                      item,
                      lists,
                      new ListQuality.Catalogue(
                          all.items(), all.items() - pools.seen(), all.events(), events));
                  return all;
                });
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  private Map<Strategy, ListQuality.Made> lists(UserPools pools) {
    BlendSettings now = blend.weights();
    Map<Strategy, ListQuality.Made> lists = new EnumMap<>(Strategy.class);
    for (Strategy strategy : ListQuality.STRATEGIES) {
      boolean blend = strategy == Strategy.BLEND;
      List<ItemId> list = blend ? pools.blend(now) : pools.list(strategy);
      lists.put(strategy, new ListQuality.Made(blend || pools.has(strategy), list));
    }
    return lists;
  }

  private static Set<ItemId> listed(Map<Strategy, ListQuality.Made> lists) {
    Set<ItemId> listed = new HashSet<>();
    lists.values().forEach(made -> listed.addAll(made.items()));
    return listed;
  }

  /** Asked again each second at most. */
  private CompletionStage<Index.Totals> totals() {
    Known known = totals;
    if (known != null && nanos.getAsLong() - known.nanos() < TOTALS_NANOS) {
      return CompletableFuture.completedFuture(known.totals());
    }
    return source
        .totals(settings.timeout())
        .thenApply(
            all -> {
              totals = new Known(all, nanos.getAsLong());
              return all;
            });
  }
}
