package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import tandem.loadgen.CatalogueItem;
import tandem.loadgen.Population;
import tandem.loadgen.PopulationSettings;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;

final class DemoTrafficTest {

  private static final long SECOND = 1_000_000_000;

  private final FakePorts ports = new FakePorts();
  private final Population population =
      new Population(PopulationSettings.demo(1).withSize(5, 7), Instant.EPOCH);
  private long nanos;
  private final DemoTraffic traffic =
      new DemoTraffic(ports.ports(), population, 200, () -> nanos, () -> Instant.EPOCH);

  @Test
  void describeItems_each_isSentWithTitleAndCategories() {
    traffic.describeItems();

    assertThat(ports.described()).hasSize(7);
    for (CatalogueItem item : population.items()) {
      assertThat(ports.described())
          .containsEntry(item.id(), new ItemDescription(item.title(), item.categories(), false));
    }
  }

  @Test
  void describeItems_oneFails_isAFailure() {
    ports.fail();

    assertThatThrownBy(traffic::describeItems).isInstanceOf(CompletionException.class);
  }

  @Test
  void send_beforeAnyIsDue_sendsNothing() {
    traffic.send();

    assertThat(ports.published()).isEmpty();
  }

  @Test
  void send_afterAWhile_sendsWhatIsDueOnce() {
    nanos = SECOND / 2;
    traffic.send();
    traffic.send();
    nanos = SECOND;
    traffic.send();

    assertThat(ports.batches()).containsExactly(100, 100);
    assertThat(ports.published()).extracting(Interaction::eventId).doesNotHaveDuplicates();
    assertThat(ports.published()).extracting(Interaction::user).isSubsetOf(population.users());
  }

  @Test
  void send_afterALongPause_sendsOneBatch() {
    nanos = 60 * SECOND;
    traffic.send();

    assertThat(ports.batches()).containsExactly(500);
  }

  @Test
  void send_logAway_goesOn() {
    ports.fail();
    nanos = SECOND / 2;
    traffic.send();
    nanos = SECOND;
    traffic.send();

    assertThat(ports.batches()).containsExactly(100, 100);
  }
}
