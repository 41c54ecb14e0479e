package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.UserId;

class UserIndexTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int PARTITIONS = 4;
  private static final int AWAY = 2;
  private static final UserId ANN = new UserId("ann");
  private static final FactorVector VECTOR = FactorVector.of(1f);

  private final Partitions partitions = new Partitions();
  private final Map<Integer, UserPartition.Command> told = new TreeMap<>();
  private final UserIndex index =
      new UserIndex(PARTITIONS, partitions, told::put, user -> 3, KIT.system());

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  /**
   * Partition p has two users, of likeness (p + 1) / 10 and the opposite; one is silent when it is
   * told.
   */
  private static final class Partitions implements Scatter.Asker<UserPartition.Command> {
    private volatile boolean silent;

    @Override
    @SuppressWarnings("unchecked") // each command has one kind of answer
    public <T> CompletionStage<T> ask(
        int partition, Function<ActorRef<T>, UserPartition.Command> query, Duration timeout) {
      if (partition == AWAY && silent) {
        return CompletableFuture.failedFuture(new TimeoutException("silent"));
      }
      UserPartition.Command command = query.apply(KIT.system().deadLetters().narrow());
      if (command instanceof UserPartition.FindAlike find) {
        assertThat(find.without()).isEqualTo(ANN);
        return CompletableFuture.completedFuture((T) found(partition, find.k()));
      }
      return CompletableFuture.completedFuture((T) new IndexPartition.Status(partition, true, 2));
    }

    private static UserPartition.Found found(int partition, int k) {
      List<AlikeUser> both =
          List.of(
              new AlikeUser(new UserId("near" + partition), (partition + 1) / 10.0),
              new AlikeUser(new UserId("far" + partition), -(partition + 1) / 10.0));
      return new UserPartition.Found(both.subList(0, Math.min(k, 2)));
    }
  }

  private UserIndex.Ranked alike(int k) {
    return index
        .alike(VECTOR, k, ANN, Presence.SILENCE)
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private static List<String> names(UserIndex.Ranked ranked) {
    return ranked.users().stream().map(one -> one.user().value()).toList();
  }

  @Test
  void alike_allAnswer_isTheBestOfAll() {
    UserIndex.Ranked ranked = alike(5);
    assertThat(names(ranked)).containsExactly("near3", "near2", "near1", "near0", "far0");
    assertThat(ranked.users().get(0).likeness()).isEqualTo(0.4);
    assertThat(ranked.coverage()).isEqualTo(1.0);
    assertThat(ranked.missing()).isEmpty();
  }

  @Test
  void alike_partitionSilent_isOfTheOthersAndNamesItUntilItIsBack() {
    partitions.silent = true;
    UserIndex.Ranked ranked = alike(2);
    assertThat(names(ranked)).containsExactly("near3", "near1");
    assertThat(ranked.coverage()).isEqualTo(0.75);
    assertThat(ranked.missing()).containsExactly(AWAY);

    partitions.silent = false;
    KIT.createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(10),
            () -> {
              assertThat(names(alike(2))).containsExactly("near3", "near2");
              return null;
            });
  }

  @Test
  void rest_isToldToAll() {
    index.rest();
    assertThat(told).hasSize(PARTITIONS).containsValue(UserPartition.Rest.INSTANCE);
  }

  @Test
  void forget_tellsThePartitionThatTheUserIsGone() {
    index.forget(ANN, 7);
    assertThat(told)
        .containsExactly(Map.entry(3, new UserPartition.Moved(IndexedUser.unknown(ANN, 7))));
  }
}
