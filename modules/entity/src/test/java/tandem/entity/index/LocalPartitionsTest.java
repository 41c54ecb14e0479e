package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.ranking.SharedThreshold;

class LocalPartitionsTest {

  private static final ActorTestKit KIT = ActorTestKit.create();

  private final LocalPartitions local = new LocalPartitions();
  private final QueryDesk desk = new QueryDesk(() -> {});
  private final ReadySamples samples = new ReadySamples();
  private final List<String> told = new ArrayList<>();

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private boolean leave() {
    return local.leave(
        3,
        new QueryDesk.Waiting(
            IndexFixture.anyTopK(KIT.system().ignoreRef()),
            SharedThreshold.none(),
            hits -> told.add("answered"),
            () -> told.add("closed")));
  }

  @Test
  void leave_partitionThatIsHere_isAnsweredAtItsDesk() {
    local.open(3, desk, samples);
    assertThat(leave()).isTrue();
    desk.take(16).forEach(one -> one.answer().accept(new IndexPartition.Hits(3, List.of())));

    assertThat(told).containsExactly("answered");
  }

  @Test
  void leave_partitionThatIsElsewhere_isLeftNowhere() {
    local.open(2, desk, samples);
    assertThat(leave()).isFalse();
    assertThat(desk.take(16)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void close_whileAQueryWaits_turnsItAway() {
    local.open(3, desk, samples);
    assertThat(leave()).isTrue();
    local.close(3, desk);

    assertThat(told).containsExactly("closed");
    assertThat(leave()).isFalse();
  }

  @Test
  void starts_whereOneHasFailed_turnsAwayUntilItIsLoaded() {
    local.open(3, desk, samples);
    assertThat(leave()).isTrue();
    local.starts(3);
    assertThat(told).containsExactly("closed");
    assertThat(leave()).isFalse();

    QueryDesk next = new QueryDesk(() -> {});
    local.open(3, next, samples);
    local.close(3, desk); // the failed one is late: it takes nothing away
    assertThat(leave()).isTrue();
    assertThat(next.take(16)).hasSize(1);
  }

  @Test
  void sample_isOneOfAPartitionThatIsHereAndHasOne() {
    IndexPartition.Sampled sample = new IndexPartition.Sampled(3, List.of(), 1);
    samples.add(sample);
    assertThat(local.sample(3)).isNull();
    local.open(3, desk, samples);
    assertThat(local.sample(2)).isNull();
    assertThat(local.sample(3)).isSameAs(sample);
    assertThat(local.sample(3)).isNull();
    samples.add(sample);
    local.close(3, desk);
    assertThat(local.sample(3)).isNull();
  }
}
