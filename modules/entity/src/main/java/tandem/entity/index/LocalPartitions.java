package tandem.entity.index;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The desks of the partitions of a model that are loaded on this node. What is left there need not
 * go by sharding, whose messages, and the threads that wake for them, cost more than the scan of a
 * small partition; what a partition leaves behind that moves away goes by sharding after all.
 */
final class LocalPartitions {

  private final Map<Integer, QueryDesk> desks = new ConcurrentHashMap<>();

  /** Without any. */
  LocalPartitions() {}

  /** Those of a node. */
  static LocalPartitions of(ActorSystem<?> system, EntityTypeKey<IndexPartition.Command> key) {
    return Models.ID.apply(system).byKey.computeIfAbsent(key.name(), none -> new LocalPartitions());
  }

  private static final class Models implements Extension {

    private static final ExtensionId<Models> ID =
        new ExtensionId<>() {
          @Override
          public Models createExtension(ActorSystem<?> system) {
            return new Models();
          }
        };

    private final Map<String, LocalPartitions> byKey = new ConcurrentHashMap<>();
  }

  /** A partition starts: one of the same number that is still here has failed. */
  void starts(int partition) {
    QueryDesk before = desks.remove(partition);
    if (before != null) {
      before.close();
    }
  }

  /** A partition is loaded. */
  void open(int partition, QueryDesk desk) {
    desks.put(partition, desk);
  }

  /** A partition stops. */
  void close(int partition, QueryDesk desk) {
    desks.remove(partition, desk);
    desk.close();
  }

  /** Asks for lists at the desks that are here, and by {@code others} for all else. */
  Scatter.Asker<IndexPartition.Command> or(
      Scatter.Asker<IndexPartition.Command> others, ActorSystem<?> system) {
    return new Desks(desks, others, system);
  }

  private record Desks(
      Map<Integer, QueryDesk> desks,
      Scatter.Asker<IndexPartition.Command> others,
      ActorSystem<?> system)
      implements Scatter.Asker<IndexPartition.Command> {

    @Override
    public <T> CompletionStage<T> ask(
        int partition, Function<ActorRef<T>, IndexPartition.Command> query, Duration timeout) {
      QueryDesk desk = desks.get(partition);
      if (desk != null && query.apply(system.<T>ignoreRef()) instanceof IndexPartition.TopK topK) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        desk.leave(
            new QueryDesk.Waiting(
                topK,
                hits -> answered(answer, hits),
                () -> others.ask(partition, query, timeout).whenComplete(into(answer))));
        return inTime(answer, timeout);
      }
      return others.ask(partition, query, timeout);
    }

    /**
     * By the system's scheduler, which no thread has to wake for; orTimeout wakes one each time.
     */
    private <T> CompletableFuture<T> inTime(CompletableFuture<T> answer, Duration timeout) {
      Cancellable timer =
          system
              .scheduler()
              .scheduleOnce(
                  timeout,
                  () -> answer.completeExceptionally(new TimeoutException("a partition is late")),
                  system.executionContext());
      return answer.whenComplete((told, failure) -> timer.cancel());
    }

    @SuppressWarnings("unchecked") // nothing else is told to who asks for the top k
    private static <T> void answered(CompletableFuture<T> answer, IndexPartition.Hits hits) {
      answer.complete((T) hits);
    }

    private static <T> BiConsumer<T, Throwable> into(CompletableFuture<T> answer) {
      return (told, failure) -> {
        if (failure == null) {
          answer.complete(told);
        } else {
          answer.completeExceptionally(failure);
        }
      };
    }
  }
}
