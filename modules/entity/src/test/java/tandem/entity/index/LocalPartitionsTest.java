package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.protocol.ItemDescription;
import tandem.ranking.SharedThreshold;

class LocalPartitionsTest {

  private static final ActorTestKit KIT = ActorTestKit.create();

  private final LocalPartitions local = new LocalPartitions();
  private final FakeClerk clerk = new FakeClerk(false);
  private final PartitionDesk desk = new PartitionDesk(clerk, () -> {});
  private final LiveContents contents = IndexFixture.contents(IndexFixture.SGD);
  private final List<String> told = new ArrayList<>();

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private boolean leave() {
    return local.leave(
        3,
        List.of(
            new PartitionDesk.Waiting(
                IndexFixture.anyTopK(KIT.system().ignoreRef()),
                SharedThreshold.none(),
                hits -> told.add("answered"),
                () -> told.add("closed"))));
  }

  @Test
  void leave_partitionThatIsHere_isAnsweredAtItsDesk() {
    local.open(3, desk, contents);
    assertThat(leave()).isTrue();
    desk.serve();
    clerk.first().answer().accept(new IndexPartition.Hits(3, List.of()));

    assertThat(told).containsExactly("answered");
  }

  @Test
  void leave_partitionThatIsElsewhere_isLeftNowhere() {
    local.open(2, desk, contents);
    assertThat(leave()).isFalse();
    desk.serve();
    assertThat(clerk.scans).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void close_whileAQueryWaits_turnsItAway() {
    local.open(3, desk, contents);
    assertThat(leave()).isTrue();
    local.close(3, desk);

    assertThat(told).containsExactly("closed");
    assertThat(leave()).isFalse();
  }

  @Test
  void starts_whereOneHasFailed_turnsAwayUntilItIsLoaded() {
    local.open(3, desk, contents);
    assertThat(leave()).isTrue();
    local.starts(3);
    assertThat(told).containsExactly("closed");
    assertThat(leave()).isFalse();

    PartitionDesk next = new PartitionDesk(clerk, () -> {});
    local.open(3, next, contents);
    local.close(3, desk); // the failed one is late: it takes nothing away
    assertThat(leave()).isTrue();
    next.serve();
    assertThat(clerk.scans).hasSize(1);
  }

  @Test
  void move_partitionThatIsHere_isThereAtOnce() {
    IndexedItem item =
        new IndexedItem(
            IndexFixture.idsOf(3, 1).get(0),
            1,
            FactorVector.of(1f, 1f),
            0f,
            0,
            0,
            ItemDescription.NONE,
            false);
    IndexPartition.Moved move = new IndexPartition.Moved(item, 0);
    assertThat(local.leave(3, move)).isFalse();
    assertThat(local.find(3, List.of(item.id()), false)).isNull();

    PartitionDesk ofContents = new PartitionDesk(contents, () -> {});
    local.open(3, ofContents, contents);
    assertThat(local.find(3, List.of(item.id()), false)).isEmpty();
    assertThat(local.leave(3, move)).isTrue();
    assertThat(local.find(3, List.of(item.id()), false)).containsExactly(item);
    assertThat(local.leave(2, move)).isFalse();

    local.close(3, ofContents);
    assertThat(local.leave(3, move)).isFalse();
    assertThat(local.find(3, List.of(item.id()), false)).isNull();
  }

  @Test
  void sample_isOneOfAPartitionThatIsHereAndHasOne() {
    IndexPartition.Sampled sample = new IndexPartition.Sampled(3, List.of(), 1);
    contents.ready().add(sample);
    assertThat(local.sample(3)).isNull();
    local.open(3, desk, contents);
    assertThat(local.sample(2)).isNull();
    assertThat(local.sample(3)).isSameAs(sample);
    assertThat(local.sample(3)).isNull();
    contents.ready().add(sample);
    local.close(3, desk);
    assertThat(local.sample(3)).isNull();
  }
}
