package tandem.entity.index;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import tandem.entity.EntitySettings;
import tandem.model.FactorVector;
import tandem.model.ModelName;
import tandem.model.UserId;
import tandem.ranking.Merge;
import tandem.ranking.Scored;

/** All partitions of the index of users as one, as {@link Index} is for items. */
public final class UserIndex {

  private static final UserPartition.Found MISSING = new UserPartition.Found(List.of());

  private final Scatter<UserPartition.Command> scatter;
  private final BiConsumer<Integer, UserPartition.Command> teller;
  private final ToIntFunction<UserId> partition;

  /** The index of the cluster for a model. */
  public UserIndex(ActorSystem<?> system, ModelName model, EntitySettings settings) {
    this(
        settings.partitions(),
        Scatter.shards(system, UserPartition.key(model)),
        UserPartition.teller(system, model),
        settings::partition,
        system);
  }

  UserIndex(
      int partitions,
      Scatter.Asker<UserPartition.Command> asker,
      BiConsumer<Integer, UserPartition.Command> teller,
      ToIntFunction<UserId> partition,
      ActorSystem<?> system) {
    this.scatter = new Scatter<>(partitions, asker, UserPartition.GetStatus::new, system);
    this.teller = teller;
    this.partition = partition;
  }

  /**
   * Users who are like one.
   *
   * @param users the most alike first
   * @param missing the partitions that did not answer in time
   * @param coverage the share of the partitions that did, 0 to 1
   */
  public record Ranked(List<AlikeUser> users, List<Integer> missing, double coverage) {}

  /** The {@code k} users most like {@code vector}, without {@code user}. */
  public CompletionStage<Ranked> alike(FactorVector vector, int k, UserId user, Duration timeout) {
    List<CompletableFuture<UserPartition.Found>> parts =
        IntStream.range(0, scatter.partitions())
            .mapToObj(
                p ->
                    scatter.<UserPartition.Found>askIfHere(
                        p,
                        replyTo -> new UserPartition.FindAlike(vector, k, user, replyTo),
                        timeout,
                        MISSING))
            .toList();
    return scatter.all(parts).thenApply(found -> merge(found, k));
  }

  /** Forgets the user as of the journal's event {@code sequence}, wherever it has not yet. */
  public void forget(UserId user, long sequence) {
    teller.accept(
        partition.applyAsInt(user), new UserPartition.Moved(IndexedUser.unknown(user, sequence)));
  }

  /** The model is dropped: nothing is written any more. */
  public void rest() {
    for (int p = 0; p < scatter.partitions(); p++) {
      teller.accept(p, UserPartition.Rest.INSTANCE);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a partition may answer with nobody
  private Ranked merge(List<UserPartition.Found> answers, int k) {
    List<Integer> missing = new ArrayList<>();
    List<List<Scored<UserId>>> lists = new ArrayList<>(answers.size());
    for (int p = 0; p < answers.size(); p++) {
      UserPartition.Found answer = answers.get(p);
      if (answer == MISSING) {
        missing.add(p);
      }
      lists.add(
          answer.users().stream().map(one -> new Scored<>(one.user(), one.likeness())).toList());
    }
    List<AlikeUser> merged =
        Merge.merge(lists, k).stream()
            .map(scored -> new AlikeUser(scored.item(), scored.score()))
            .toList();
    return new Ranked(merged, missing, scatter.coverage(missing.size()));
  }
}
