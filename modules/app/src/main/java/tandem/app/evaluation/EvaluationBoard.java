package tandem.app.evaluation;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tandem.app.evaluation.ListQuality.ListCounts;
import tandem.model.ModelName;
import tandem.protocol.CborSerializable;

/** Where each node tells the others what it has counted, when one of them is asked. */
public final class EvaluationBoard {

  private static final ServiceKey<GetCounted> KEY =
      ServiceKey.create(GetCounted.class, "evaluation");

  private final ActorSystem<?> system;

  /** What has the node counted of the model of this name? */
  record GetCounted(String model, ActorRef<Counted> replyTo) implements CborSerializable {}

  /**
   * What a node has counted.
   *
   * @param since epoch milliseconds
   * @param ratings the sums of {@link RatingQuality} for each of its windows; empty if the node
   *     does not know the model
   * @param lists what {@link ListQuality} has counted; null likewise, and from a node of an earlier
   *     version
   */
  record Counted(long since, List<List<Double>> ratings, @Nullable ListCounts lists)
      implements CborSerializable {

    /** Copies the sums. */
    Counted {
      ratings = ratings.stream().map(List::copyOf).toList();
    }
  }

  /** Asks the nodes of the cluster of {@code system}. */
  public EvaluationBoard(ActorSystem<?> system) {
    this.system = system;
  }

  /** From now on the node, which learns, tells what its {@code models} have counted. */
  public static void start(
      ActorSystem<?> system, Function<ModelName, Optional<ModelQuality>> models) {
    ActorRef<GetCounted> board = system.systemActorOf(create(models), "evaluation", Props.empty());
    system.receptionist().tell(Receptionist.register(KEY, board));
  }

  private static Behavior<GetCounted> create(Function<ModelName, Optional<ModelQuality>> models) {
    return Behaviors.receiveMessage(
        get -> {
          get.replyTo()
              .tell(
                  models
                      .apply(new ModelName(get.model()))
                      .map(ModelQuality::counted)
                      .orElse(new Counted(Long.MAX_VALUE, List.of(), null)));
          return Behaviors.same();
        });
  }

  /** What each node says; empty for one that does not within {@code timeout}, above 0. */
  CompletionStage<List<Optional<Counted>>> ask(ModelName model, Duration timeout) {
    return AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
            system.receptionist(),
            replyTo -> Receptionist.find(KEY, replyTo),
            timeout,
            system.scheduler())
        .thenCompose(listing -> ask(listing.getAllServiceInstances(KEY), model, timeout));
  }

  private CompletionStage<List<Optional<Counted>>> ask(
      Set<ActorRef<GetCounted>> nodes, ModelName model, Duration timeout) {
    List<CompletableFuture<Optional<Counted>>> each =
        nodes.stream()
            .map(
                node ->
                    AskPattern.<GetCounted, Counted>ask(
                            node,
                            replyTo -> new GetCounted(model.value(), replyTo),
                            timeout,
                            system.scheduler())
                        .handle((counted, failure) -> Optional.ofNullable(counted))
                        .toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
        .thenApply(done -> each.stream().map(CompletableFuture::join).toList());
  }
}
