package tandem.entity.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.index.IndexedItem;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceChange;
import tandem.model.CooccurrenceSettings;
import tandem.model.ItemId;
import tandem.protocol.journal.ItemEvent;

/** The row of what an item's users took before it. */
class ItemCooccurrenceTest {

  private static final EntityKit KIT = new EntityKit();
  private static final CooccurrenceSettings COUNTED = EntityKit.SETTINGS.cooccurrence();

  private final ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS);

  @AfterEach
  void openGate() {
    KIT.gate().open();
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private static List<ItemId> ids(String... ids) {
    return Stream.of(ids).map(ItemId::new).toList();
  }

  private ItemEntity.Pull after(long offset, String... recent) {
    ItemEntity.Pull pull = f.pull(offset);
    return new ItemEntity.Pull(
        pull.delivery(),
        pull.user(),
        pull.factors(),
        pull.mean(),
        pull.target(),
        pull.timestamp(),
        pull.popularity(),
        pull.appended(),
        ids(recent),
        false,
        pull.replyTo());
  }

  private IndexedItem learn(long offset, String... recent) {
    f.item.tell(after(offset, recent));
    IndexedItem moved = f.moved();
    f.gradient(offset);
    return moved;
  }

  private CooccurrenceChange journaled(int event) {
    return ((ItemEvent.Learned) KIT.events(f.id).get(event)).row();
  }

  @Test
  void pull_withRecentItems_countsThemAndTellsTheIndex() {
    Cooccurrence first = Cooccurrence.NONE.add(ids("b", "a"), COUNTED);
    Cooccurrence second = first.add(ids("a"), COUNTED);

    assertThat(learn(0, "b", "a").row()).isEqualTo(first);
    assertThat(learn(1, "a").row()).isEqualTo(second);
    assertThat(learn(2).row()).isEqualTo(second);
    assertThat(journaled(0)).isEqualTo(CooccurrenceChange.to(first));
    assertThat(journaled(1)).isEqualTo(second.since(first));
    assertThat(journaled(1).cells().size()).isEqualTo(1);
    assertThat(journaled(2)).isEqualTo(CooccurrenceChange.NONE);
  }

  @Test
  void pull_deliveredTwice_countsOnce() {
    KIT.gate().hold();
    f.item.tell(after(0, "a"));
    f.item.tell(after(0, "a")); // while the first is written
    KIT.gate().open();
    Cooccurrence once = Cooccurrence.NONE.add(ids("a"), COUNTED);
    assertThat(f.moved().row()).isEqualTo(once);
    f.gradient(0);
    f.item.tell(after(0, "a"));
    f.gradient(0);
    assertThat(learn(1, "b").row()).isEqualTo(once.add(ids("b"), COUNTED));
  }

  @Test
  void pull_severalInOneWrite_areOneChange() {
    KIT.gate().hold();
    f.item.tell(after(0, "a"));
    f.item.tell(after(1, "b"));
    f.item.tell(after(2, "b", "a"));
    KIT.gate().open();
    Cooccurrence row = Cooccurrence.NONE.add(ids("a"), COUNTED);
    assertThat(f.moved().row()).isEqualTo(row);
    Cooccurrence all = row.add(ids("b"), COUNTED).add(ids("b", "a"), COUNTED);
    f.gradient(0);
    assertThat(f.moved().row()).isEqualTo(all);
    assertThat(journaled(1)).isEqualTo(all.since(row));
  }

  @Test
  void restart_anyItem_hasTheSameRow() {
    learn(0, "b", "a");
    Cooccurrence row = learn(1, "c").row();
    f.restart(EntityKit.SETTINGS);
    assertThat(f.moved().row()).isEqualTo(row);
    assertThat(learn(2, "a").row()).isEqualTo(row.add(ids("a"), COUNTED));
  }

  @Test
  void restart_fromASnapshot_hasTheSameRow() {
    f.restart(EntityKit.withSnapshotEvery(2));
    Cooccurrence row = Cooccurrence.NONE;
    for (int offset = 0; offset < 5; offset++) {
      row = learn(offset, "a" + offset, "b").row();
    }
    f.restart(EntityKit.SETTINGS);
    assertThat(f.moved().row()).isEqualTo(row);
    assertThat(KIT.snapshots("item|" + f.id)).isPositive();
  }

  @Test
  void describe_andRemove_leaveTheRow() {
    Cooccurrence row = learn(0, "a").row();
    f.item.tell(new ItemEntity.Remove(f.probe.ref().narrow()));
    assertThat(f.moved().row()).isEqualTo(row);
  }
}
