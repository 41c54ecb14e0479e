package tandem.http;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.http.HttpJson;

/*
 * Each step waits until a list may be sent again, asks the user what is new, which takes until
 * there is something or a refresh is due, makes the list, and compares. A step begins when the
 * client has taken what the one before had to say: a slow reader costs no lists, and the one that
 * it gets is as new as can be.
 */

/**
 * The list of a user again and again, as server-sent events (WHATWG HTML, section 9.2). The id of
 * an event is a digest of its items, so any node can tell what a client has that comes back.
 */
final class ListStream {

  private static final ObjectMapper JSON = HttpJson.mapper();
  private static final ByteString HEARTBEAT = ByteString.fromString(":\n\n");
  private static final ByteString END =
      ByteString.fromString("event: end\ndata: {\"reason\":\"erased\"}\n\n");
  private static final int RETRY_MIN_MS = 1_000; // spread, or all come back at once
  private static final int RETRY_MAX_MS = 3_000;

  private final Wanted wanted;
  private final RecommendationPort port;
  private final StreamSettings settings;
  private final RequestListener listener;
  private final LongSupplier nanos;

  /**
   * What a client wants.
   *
   * @param user whose list
   * @param lastEventId of the event that it has, if it comes back
   * @param request of each list
   * @param least how many items must be new; see {@link ListChange#matters}
   * @param follower a name that nobody else has
   * @param timeout for making a list
   */
  record Wanted(
      UserId user,
      Optional<String> lastEventId,
      ListRequest request,
      int least,
      String follower,
      Duration timeout) {}

  /**
   * How far a client is.
   *
   * @param user at the last look
   * @param sent the items that the client has
   * @param next the earliest time of the next look, by the monotonic clock
   * @param over whether nothing comes any more
   */
  private record Position(UserStanding user, List<ItemId> sent, long next, boolean over) {}

  ListStream(
      Wanted wanted,
      RecommendationPort port,
      StreamSettings settings,
      RequestListener listener,
      LongSupplier nanos) {
    this.wanted = wanted;
    this.port = port;
    this.settings = settings;
    this.listener = listener;
    this.nanos = nanos;
  }

  /** A list, and how long it took to make. */
  private record Made(ListAnswer answer, long tookMs) {

    /** By what it is told from another: what was drawn by lot would make it a new one each time. */
    List<ItemId> items() {
      return answer.items().stream()
          .filter(entry -> !entry.explored())
          .map(ListAnswer.Entry::item)
          .toList();
    }
  }

  /**
   * The stream from the first list on, which comes at once unless the client has it; fails if that
   * list can't be made.
   *
   * @param user how it stands
   */
  CompletionStage<Source<ByteString, NotUsed>> open(UserStanding user) {
    return list().thenApply(first -> from(user, first));
  }

  private Source<ByteString, NotUsed> from(UserStanding user, Made first) {
    List<ItemId> items = first.items();
    Position start = new Position(user, items, soon(), false);
    boolean has = wanted.lastEventId().equals(Optional.of(ListChange.digest(items)));
    return Source.from(has ? List.of(retry()) : List.of(retry(), event(first)))
        .concat(
            Source.unfoldAsync(start, this::step).filter(Optional::isPresent).map(Optional::get))
        .keepAlive(settings.heartbeat(), () -> HEARTBEAT);
  }

  private CompletionStage<Optional<Pair<Position, Optional<ByteString>>>> step(Position at) {
    if (at.over()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return pause(at.next())
        .thenCompose(done -> look(at))
        .exceptionally(failure -> silent(new Position(at.user(), at.sent(), later(), false)))
        .thenApply(Optional::of);
  }

  private CompletionStage<Pair<Position, Optional<ByteString>>> look(Position at) {
    return port.follow(wanted.user(), wanted.follower(), at.user().version(), settings.refresh())
        .thenCompose(
            moved -> {
              UserStanding user = moved.orElse(at.user());
              return user.isErasedSince(at.user())
                  ? CompletableFuture.completedFuture(
                      Pair.create(new Position(user, at.sent(), 0, true), Optional.of(END)))
                  : list().thenApply(made -> compare(at, user, made, moved.isPresent()));
            });
  }

  private CompletionStage<Made> list() {
    long began = nanos.getAsLong();
    return Deadline.within(
            wanted.timeout(),
            port.forUser(wanted.user(), wanted.request(), Optional.empty(), wanted.timeout()))
        .thenApply(
            answer -> new Made(answer, TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - began)));
  }

  /**
   * A list with a part missing is not sent in the place of a whole one. After a look for the sake
   * of others that found nothing, an event of the user need not wait.
   */
  private Pair<Position, Optional<ByteString>> compare(
      Position at, UserStanding user, Made made, boolean moved) {
    List<ItemId> items = made.items();
    if (!made.answer().isWhole() || !ListChange.matters(at.sent(), items, wanted.least())) {
      long next = moved ? soon() : nanos.getAsLong();
      return silent(new Position(user, at.sent(), next, false));
    }
    return Pair.create(new Position(user, items, soon(), false), Optional.of(event(made)));
  }

  private static Pair<Position, Optional<ByteString>> silent(Position next) {
    return Pair.create(next, Optional.empty());
  }

  private long soon() {
    return nanos.getAsLong() + settings.interval().toNanos();
  }

  private long later() {
    return nanos.getAsLong() + settings.refresh().toNanos();
  }

  private CompletionStage<Void> pause(long until) {
    long left = until - nanos.getAsLong();
    return left <= 0
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS));
  }

  private ByteString event(Made made) {
    listener.pushed();
    return ByteString.fromString(
        "id: %s\nevent: list\ndata: %s\n\n".formatted(ListChange.digest(made.items()), json(made)));
  }

  private String json(Made made) {
    try {
      return JSON.writeValueAsString(made.answer().toView(made.tookMs(), wanted.request()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteString retry() {
    return ByteString.fromString(
        "retry: %d\n\n".formatted(ThreadLocalRandom.current().nextInt(RETRY_MIN_MS, RETRY_MAX_MS)));
  }
}
