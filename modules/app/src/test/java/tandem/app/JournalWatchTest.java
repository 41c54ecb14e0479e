package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.app.JournalWatch.GetReach;
import tandem.app.JournalWatch.Reach;

/** Three watches, as of three nodes, in one actor system. */
final class JournalWatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ActorTestKit kit =
      ActorTestKit.create(
          "journal-watch", ConfigFactory.parseString("akka.actor.provider = local"));
  private final AtomicLong nanos = new AtomicLong();
  private final Node[] nodes = {new Node(), new Node(), new Node()};

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private final class Node {

    private final AtomicInteger looked = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final ActorRef<JournalWatch.Message> watch =
        kit.spawn(
            JournalWatch.create(
                Duration.ofMillis(5),
                this::probe,
                PATIENCE,
                () -> 3,
                givenUp::incrementAndGet,
                nanos::get));
    private volatile boolean reaches = true;

    private CompletionStage<Boolean> probe() {
      looked.incrementAndGet();
      return CompletableFuture.completedFuture(reaches);
    }

    /** Returns when it has looked a few times more, and so has told what it found. */
    void awaitLooks() {
      int before = looked.get();
      kit.createTestProbe().awaitAssert(() -> assertThat(looked).hasValueGreaterThan(before + 5));
    }

    long reachMillis() {
      TestProbe<Reach> asker = kit.createTestProbe(Reach.class);
      watch.tell(new GetReach(asker.getRef()));
      return asker.receiveMessage().millis();
    }
  }

  private void pass(Duration time) {
    awaitLooks();
    nanos.addAndGet(time.toNanos());
    awaitLooks();
  }

  private void awaitLooks() {
    for (Node node : nodes) {
      node.awaitLooks();
    }
  }

  private void assertGivenUp(int first, int second, int third) {
    int[] expected = {first, second, third};
    for (int n = 0; n < nodes.length; n++) {
      assertThat(nodes[n].givenUp).as("node " + n).hasValue(expected[n]);
    }
  }

  @Test
  void database_outOfReachOfOneNode_endsThatNode() {
    pass(PATIENCE);
    nodes[1].reaches = false;
    pass(PATIENCE.minusMillis(1));
    assertGivenUp(0, 0, 0);
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(kit.createTestProbe().awaitAssert(() -> assertThat(nodes[1].givenUp).hasValue(1)))
        .isNotNull();
    assertGivenUp(0, 1, 0);
  }

  @Test
  void database_outOfReachOfTwoNodesOfThree_endsNone() {
    pass(PATIENCE);
    nodes[0].reaches = false;
    nodes[1].reaches = false;
    pass(PATIENCE.multipliedBy(3));
    assertGivenUp(0, 0, 0);
  }

  @Test
  void database_backForTheOthersOnlyJustNow_endsNone() {
    for (Node node : nodes) {
      node.reaches = false;
    }
    pass(PATIENCE.multipliedBy(3));
    nodes[0].reaches = true;
    nodes[2].reaches = true;
    pass(PATIENCE.minusMillis(1));
    assertGivenUp(0, 0, 0);
    assertThat(nodes[0].reachMillis()).isEqualTo(PATIENCE.toMillis() - 1);
    nodes[1].reaches = true;
    pass(PATIENCE);
    assertGivenUp(0, 0, 0);
  }

  @Test
  void getReach_databaseAway_isZero() {
    nodes[2].reaches = false;
    pass(PATIENCE.dividedBy(2));
    assertThat(nodes[2].reachMillis()).isZero();
  }
}
