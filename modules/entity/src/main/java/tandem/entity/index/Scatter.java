package tandem.entity.index;

import akka.actor.Cancellable;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.dispatch.ExecutionContexts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import scala.compat.java8.FutureConverters;
import scala.concurrent.ExecutionContext;
import tandem.entity.Awake;

/**
 * Asks all partitions of an index and gathers what comes within the time. A partition that has been
 * silent is not waited for until it is back.
 *
 * @param <C> the partitions' commands
 */
final class Scatter<C> {

  private static final Duration PROBE = Duration.ofSeconds(1);

  private final int partitions;
  private final Asker<C> asker;
  private final Function<ActorRef<IndexPartition.Status>, C> status;
  private final Presence presence;
  private final ActorSystem<?> system;

  /** Asks a partition, wherever it is. */
  interface Asker<C> {
    <T> CompletionStage<T> ask(int partition, Function<ActorRef<T>, C> query, Duration timeout);
  }

  /**
   * Of so many partitions.
   *
   * @param status the question how a partition is
   */
  Scatter(
      int partitions,
      Asker<C> asker,
      Function<ActorRef<IndexPartition.Status>, C> status,
      ActorSystem<?> system) {
    this.partitions = partitions;
    this.asker = asker;
    this.status = status;
    this.system = system;
    this.presence =
        new Presence(
            partitions,
            partition -> isLoaded(partition, PROBE),
            (delay, what) -> later(system, delay, what));
  }

  /** Asks by sharding. */
  static <C> Asker<C> shards(ActorSystem<?> system, EntityTypeKey<C> key) {
    return new Shards<>(ClusterSharding.get(system), key);
  }

  /** Tells partitions by number, as long as this node does not shut down. */
  static <C> BiConsumer<Integer, C> teller(ActorSystem<?> system, EntityTypeKey<C> key) {
    Awake<C> awake = Awake.of(system, key);
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    return (partition, command) -> {
      if (shutdown.getShutdownReason().isEmpty()) {
        awake.tell(Integer.toString(partition), command);
      }
    };
  }

  private static final class Shards<C> implements Asker<C> {
    private static final ExecutionContext AT_ONCE = ExecutionContexts.fromExecutor(Runnable::run);
    private final ClusterSharding sharding;
    private final EntityTypeKey<C> key;

    Shards(ClusterSharding sharding, EntityTypeKey<C> key) {
      this.sharding = sharding;
      this.key = key;
    }

    @Override
    public <T> CompletionStage<T> ask(
        int partition, Function<ActorRef<T>, C> query, Duration timeout) {
      return atOnce(
          sharding.entityRefFor(key, Integer.toString(partition)).<T>ask(query::apply, timeout));
    }

    /** Akka makes each stage behind an ask a task of the common pool: here 16 tasks a list. */
    private static <T> CompletionStage<T> atOnce(CompletionStage<T> asked) {
      CompletableFuture<T> answer = new CompletableFuture<>();
      FutureConverters.toScala(asked)
          .onComplete(
              result ->
                  result.isSuccess()
                      ? answer.complete(result.get())
                      : answer.completeExceptionally(result.failed().get()),
              AT_ONCE);
      return answer;
    }
  }

  private static void later(ActorSystem<?> system, Duration delay, Runnable what) {
    if (!system.getWhenTerminated().toCompletableFuture().isDone()) {
      var unused = system.scheduler().scheduleOnce(delay, what, system.executionContext());
    }
  }

  /** How many partitions there are. */
  int partitions() {
    return partitions;
  }

  /** The share of the partitions that answered, 0 to 1, when so many did not. */
  double coverage(int missing) {
    return (partitions - missing) / (double) partitions;
  }

  /** The partitions that answer in time, and are loaded. */
  CompletionStage<Set<Integer>> loaded(Duration timeout) {
    return all(IntStream.range(0, partitions)
            .mapToObj(p -> isLoaded(p, timeout).exceptionally(late -> false).toCompletableFuture())
            .toList())
        .thenApply(
            loaded ->
                IntStream.range(0, partitions)
                    .filter(loaded::get)
                    .boxed()
                    .collect(Collectors.toUnmodifiableSet()));
  }

  private CompletionStage<Boolean> isLoaded(int partition, Duration timeout) {
    return asker
        .<IndexPartition.Status>ask(partition, status, timeout)
        .thenApply(IndexPartition.Status::loaded);
  }

  /** The answer of a partition, or {@code missing}, at once when it is known to be away. */
  <T> CompletableFuture<T> askIfHere(
      int partition, Function<ActorRef<T>, C> query, Duration timeout, T missing) {
    if (presence.isAway(partition)) {
      return CompletableFuture.completedFuture(missing);
    }
    return asker
        .ask(partition, query, timeout)
        .exceptionally(
            late -> {
              presence.missed(partition, timeout);
              return missing;
            })
        .toCompletableFuture();
  }

  /** Answers of all partitions to one question, which come one by one from any thread. */
  final class Gathering<T> {

    private final AtomicReferenceArray<T> answers = new AtomicReferenceArray<>(partitions);
    private final AtomicInteger open = new AtomicInteger(partitions);
    private final CompletableFuture<List<T>> all = new CompletableFuture<>();
    private final Duration timeout;
    private final IntFunction<T> missing;
    private @Nullable Thread asking; // read by this thread only, but for others' that differ

    private Gathering(Duration timeout, IntFunction<T> missing) {
      this.timeout = timeout;
      this.missing = missing;
    }

    /** The answer of a partition; a second one is ignored. */
    void answer(int partition, T answer) {
      if (answers.compareAndSet(partition, null, answer)
          && open.decrementAndGet() == 0
          && Thread.currentThread() != asking) {
        // What comes after may be long, and must not run in who answers last.
        system.executionContext().execute(this::complete);
      }
    }

    /** Asks a partition by messages. */
    void ask(int partition, Function<ActorRef<T>, C> query) {
      asker
          .ask(partition, query, timeout)
          .whenComplete(
              (answer, failure) -> {
                if (failure == null) {
                  answer(partition, answer);
                } else {
                  miss(partition);
                }
              });
    }

    private void miss(int partition) {
      if (answers.get(partition) == null) {
        presence.missed(partition, timeout);
        answer(partition, missing.apply(partition));
      }
    }

    private CompletableFuture<List<T>> all() {
      Cancellable timer =
          system
              .scheduler()
              .scheduleOnce(
                  timeout,
                  () -> IntStream.range(0, partitions).forEach(this::miss),
                  system.executionContext());
      return all.whenComplete((answers, none) -> timer.cancel());
    }

    private void asked() {
      asking = null;
      if (open.get() == 0) {
        complete();
      }
    }

    private void complete() {
      all.complete(IntStream.range(0, partitions).mapToObj(answers::get).toList());
    }
  }

  /**
   * The answers to questions to all partitions, so many to each, asked in this thread. Of those
   * that do not answer in time, or are known to be away, the answers are {@code missing}. If all
   * are there when the last was asked, what comes after goes on in this thread.
   *
   * @param question asks one of the others
   */
  <T> List<CompletableFuture<List<T>>> gather(
      int questions,
      Duration timeout,
      IntFunction<T> missing,
      ObjIntConsumer<List<Gathering<T>>> question) {
    List<Gathering<T>> gatherings =
        IntStream.range(0, questions).mapToObj(q -> new Gathering<>(timeout, missing)).toList();
    List<CompletableFuture<List<T>>> all = gatherings.stream().map(Gathering::all).toList();
    ask(gatherings, missing, question);
    return all;
  }

  private <T> void ask(
      List<Gathering<T>> gatherings,
      IntFunction<T> missing,
      ObjIntConsumer<List<Gathering<T>>> question) {
    gatherings.forEach(gathering -> gathering.asking = Thread.currentThread());
    int first = ThreadLocalRandom.current().nextInt(partitions); // lists stay apart from each other
    for (int n = 0; n < partitions; n++) {
      int p = (first + n) % partitions;
      if (presence.isAway(p)) {
        gatherings.forEach(gathering -> gathering.answer(p, missing.apply(p)));
      } else {
        question.accept(gatherings, p);
      }
    }
    gatherings.forEach(Gathering::asked);
  }

  /** All answers; at once if they are there, and then in this thread. */
  <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> parts) {
    CompletableFuture<?> all = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
    Supplier<List<T>> answers = () -> parts.stream().map(CompletableFuture::join).toList();
    return all.isDone() && !all.isCompletedExceptionally()
        ? CompletableFuture.completedFuture(answers.get())
        : apart(all, done -> answers.get());
  }

  /** What comes after may be long, and must not run in who answers last. */
  private <A, B> CompletableFuture<B> apart(CompletableFuture<A> answers, Function<A, B> then) {
    return answers.thenApplyAsync(then, system.executionContext());
  }
}
