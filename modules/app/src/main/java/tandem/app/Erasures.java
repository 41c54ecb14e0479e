package tandem.app;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.app.store.JdbcErasures;
import tandem.entity.user.UserEntity;
import tandem.http.ErasureReceipt;
import tandem.model.ModelName;
import tandem.model.UserId;
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.Receipt;

/*
 * In this order, so that a crash anywhere leaves something to go on from: the wish is noted, the entity writes its tombstone, what
 * lies below it is removed and counted in one transaction, with the user's row in the index. Who asks again meanwhile joins the wish that is noted. A minute later
 * a second look removes a snapshot that the entity had been writing, if there was one, and finishes wishes that were cut off.
 */

/** Erases users (docs/erasure.md). */
final class Erasures {

  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
  private static final Duration SECOND_LOOK = Duration.ofMinutes(1);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JdbcErasures.Removed NOTHING_REMOVED = new JdbcErasures.Removed(0, 0);

  private final ClusterSharding sharding;
  private final EntityTypeKey<UserEntity.Command> users;
  private final JdbcErasures store;
  private final Clock clock;
  private final Elsewhere elsewhere;
  private final Forgetting index;
  private @Nullable Cancellable looks;

  /** The other models: an erasure begins in the main one, and the others follow. */
  interface Elsewhere {

    /** Which records the erased life had met where the erasure began. */
    CompletionStage<List<PartitionOffsets>> met(UserId user);

    /** Erases the user where the erasure did not begin. */
    CompletionStage<Done> follow(UserId user, Receipt receipt, Duration timeout);
  }

  /** Forgets a user as of an event of its journal. */
  interface Forgetting {

    /** The event is the tombstone, or a number below. */
    void forget(UserId user, long sequence);
  }

  /**
   * Erases users of {@code model}.
   *
   * @param index is told what users tell it themselves, in case that was lost
   */
  Erasures(
      ClusterSharding sharding,
      ModelName model,
      JdbcErasures store,
      Clock clock,
      Elsewhere elsewhere,
      Forgetting index) {
    this.sharding = sharding;
    this.users = UserEntity.key(model);
    this.store = store;
    this.clock = clock;
    this.elsewhere = elsewhere;
    this.index = index;
  }

  /** Looks now and then for erasures that are not finished. */
  void start(ActorSystem<?> system) {
    looks =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                FIRST_LOOK, SECOND_LOOK, this::finishOpen, system.executionContext());
  }

  /** Looks no more. */
  void stop() {
    if (looks != null) {
      looks.cancel();
    }
  }

  /** Does here what was done in the main model. */
  CompletionStage<Done> follow(UserId user, Receipt receipt, Duration timeout) {
    return store
        .note(user, receipt)
        .thenCompose(noted -> erase(user, receipt, false, timeout))
        .thenApply(done -> Done.getInstance());
  }

  /** The receipt when the user is erased; empty if nothing was ever known of the user. */
  CompletionStage<Optional<ErasureReceipt>> erase(UserId user, Duration timeout) {
    Receipt wish = new Receipt(UUID.randomUUID().toString(), clock.millis());
    return store.ask(user, wish).thenCompose(receipt -> erase(user, receipt, false, timeout));
  }

  private CompletionStage<Optional<ErasureReceipt>> erase(
      UserId user, Receipt receipt, boolean again, Duration timeout) {
    return store
        .remove(receipt, user, again)
        .thenCompose(
            removed ->
                removed.isPresent()
                    ? removed(user, receipt, removed.get(), timeout)
                    : elsewhere
                        .met(user)
                        .thenCompose(met -> tombstone(user, receipt, met, timeout)));
  }

  private CompletionStage<Optional<ErasureReceipt>> tombstone(
      UserId user, Receipt wish, List<PartitionOffsets> met, Duration timeout) {
    return Refusals.unavailable(
            sharding
                .entityRefFor(users, user.value())
                .<UserEntity.Erasure>askWithStatus(
                    replyTo -> new UserEntity.Erase(wish, met, replyTo), timeout))
        .thenCompose(
            erasure -> {
              Optional<Receipt> receipt = erasure.receipt();
              if (receipt.filter(wish::equals).isPresent()) {
                return store
                    .remove(wish, user, false)
                    .thenCompose(
                        removed -> removed(user, wish, removed.orElse(NOTHING_REMOVED), timeout));
              }
              return store.forget(wish).thenCompose(forgotten -> earlier(user, receipt, timeout));
            });
  }

  private CompletionStage<Optional<ErasureReceipt>> earlier(
      UserId user, Optional<Receipt> known, Duration timeout) {
    if (known.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return store
        .removed(known.get())
        .thenCompose(events -> done(user, known.get(), events, timeout));
  }

  private CompletionStage<Optional<ErasureReceipt>> removed(
      UserId user, Receipt receipt, JdbcErasures.Removed removed, Duration timeout) {
    if (removed.sequence() > 0) {
      index.forget(user, removed.sequence());
    }
    return done(user, receipt, removed.events(), timeout);
  }

  private CompletionStage<Optional<ErasureReceipt>> done(
      UserId user, Receipt receipt, long events, Duration timeout) {
    return elsewhere
        .follow(user, receipt, timeout)
        .thenApply(
            followed -> Optional.of(new ErasureReceipt(receipt.id(), user, receipt.at(), events)));
  }

  private void finishOpen() {
    var unused =
        store
            .open(clock.instant().minus(SECOND_LOOK))
            .thenCompose(this::finish)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    LOG.warn("Erasures are not finished, trying again: {}", failure.toString());
                  }
                });
  }

  private static Done ended(JdbcErasures.Open erasure, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn(
          "Erasure {} is not finished, trying again: {}",
          erasure.receipt().id(),
          failure.toString());
    }
    return Done.getInstance();
  }

  private CompletionStage<Done> finish(List<JdbcErasures.Open> open) {
    CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
    for (JdbcErasures.Open erasure : open) {
      all =
          all.thenCompose(
              done ->
                  erase(erasure.user(), erasure.receipt(), true, PATIENCE)
                      .handle((receipt, failure) -> ended(erasure, failure)));
    }
    return all;
  }
}
