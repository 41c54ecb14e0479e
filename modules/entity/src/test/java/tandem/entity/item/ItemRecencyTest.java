package tandem.entity.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import akka.pattern.StatusReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.index.HeatUnits;
import tandem.entity.index.IndexedItem;
import tandem.model.Recency;
import tandem.model.TrendWindows;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

/** What an item keeps of what happened lately, and since when there is one. */
class ItemRecencyTest {

  private static final EntityKit KIT = new EntityKit();
  private static final Instant NOW = EntityKit.NOW;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final TrendWindows WINDOWS = EntityKit.SETTINGS.trendWindows();
  private static final ItemDescription DESCRIPTION =
      new ItemDescription("Title", List.of("a"), false);

  private final ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS);

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private IndexedItem learnAt(long offset, Instant at) {
    f.item.tell(f.pull(offset, ItemFixture.USER, at.toEpochMilli()));
    IndexedItem moved = f.moved();
    f.gradient(offset);
    return moved;
  }

  private IndexedItem describe(ItemDescription description) {
    f.item.tell(new ItemEntity.Describe(description, f.probe.ref().narrow()));
    IndexedItem moved = f.moved();
    f.probe.expectMessageClass(StatusReply.class);
    return moved;
  }

  private static double lastHour(Recency recency) {
    return WINDOWS.eventsAt(HOUR, recency.heatOf(60), NOW);
  }

  @Test
  void pull_several_countEachByItsAge() {
    learnAt(0, NOW.minus(HOUR));
    learnAt(1, NOW.minusSeconds(900));
    IndexedItem moved = learnAt(2, NOW);
    assertThat(lastHour(moved.recency())).isCloseTo(1 + 0.5 + 1 / 16.0, within(1e-3));
    assertThat(moved.since()).isEqualTo(NOW.minus(HOUR).toEpochMilli());
    ItemEvent.Learned last = (ItemEvent.Learned) KIT.events(f.id).get(2);
    assertThat(HeatUnits.rounded(last.recency())).isEqualTo(moved.recency());
  }

  @Test
  void pull_datedAhead_countsAsOneOfNow() {
    IndexedItem moved = learnAt(0, NOW.plus(Duration.ofHours(20)));
    assertThat(lastHour(moved.recency())).isCloseTo(1, within(1e-3));
    assertThat(moved.since()).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void describe_first_isSinceNow() {
    IndexedItem moved = describe(DESCRIPTION);
    assertThat(moved.recency()).isEqualTo(Recency.FRESH.metAt(NOW.getEpochSecond()));
    assertThat(moved.since()).isEqualTo(NOW.toEpochMilli());
    assertThat(KIT.events(f.id))
        .containsExactly(new ItemEvent.Described(DESCRIPTION, NOW.getEpochSecond()));
  }

  @Test
  void remove_itemThatNobodyKnows_isSinceNow() {
    f.item.tell(new ItemEntity.Remove(f.probe.ref().narrow()));
    assertThat(f.moved().since()).isEqualTo(NOW.toEpochMilli());
    f.probe.expectMessageClass(StatusReply.class);
    assertThat(KIT.events(f.id)).containsExactly(new ItemEvent.Removed(NOW.getEpochSecond()));
  }

  @Test
  void describe_itemThatWasMet_isSinceThen() {
    Instant met = NOW.minus(Duration.ofDays(3));
    learnAt(0, met);
    assertThat(describe(DESCRIPTION).since()).isEqualTo(met.toEpochMilli());
    Instant earlier = met.minus(HOUR);
    assertThat(learnAt(1, earlier).since()).isEqualTo(earlier.toEpochMilli());
  }

  @Test
  void describe_availableFrom_isSinceThenAndOnlyAsLongAsThatIsGiven() {
    Instant from = NOW.minus(Duration.ofDays(9));
    ItemDescription available =
        new ItemDescription(
            "Title", List.of(), false, Attributes.NONE, new Availability(from, null));
    assertThat(describe(available).since()).isEqualTo(from.toEpochMilli());
    assertThat(describe(DESCRIPTION).since()).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void restart_anyItem_goesOnFromItsJournal() {
    describe(DESCRIPTION);
    learnAt(0, NOW.minusSeconds(1));
    f.restart(EntityKit.SETTINGS);
    f.moved(); // what it recovered
    IndexedItem moved = learnAt(1, NOW);
    assertThat(lastHour(moved.recency())).isCloseTo(2, within(1e-2));
    assertThat(moved.recency().since()).isEqualTo(NOW.getEpochSecond() - 1);
  }

  @Test
  void snapshot_manyEvents_keepsBoth() {
    f.restart(EntityKit.withSnapshotEvery(2));
    for (int offset = 0; offset < 5; offset++) {
      learnAt(offset, NOW);
    }
    f.restart(EntityKit.SETTINGS);
    IndexedItem recovered = f.moved();
    assertThat(lastHour(recovered.recency())).isCloseTo(5, within(2e-3));
    assertThat(KIT.snapshots("item|" + f.id)).isPositive();
  }
}
