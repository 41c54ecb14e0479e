package tandem.entity.item;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.item.ItemFixture.SGD;
import static tandem.entity.item.ItemFixture.record;

import java.io.NotSerializableException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.Namespace;
import tandem.protocol.ItemDescription;

/** An item whose journal can't be read. */
class ItemUnreadableTest {

  private static final EntityKit KIT = new EntityKit();

  private final ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS);

  @AfterEach
  void openGate() {
    KIT.gate().open();
    KIT.gate().mend(journal());
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private String journal() {
    return "item|" + f.id;
  }

  private void damage() {
    KIT.gate().failReads(journal(), new NotSerializableException("damaged"));
  }

  private void restartDamaged() {
    f.learn(0);
    f.stopAndAwait();
    damage();
    f.item =
        KIT.spawn(
            ItemEntity.create(
                Namespace.MAIN,
                f.id,
                SGD,
                EntityKit.SETTINGS,
                EntityKit.CLOCK,
                f.probe.ref()::tell));
  }

  private void awaitMended() {
    KIT.gate().mend(journal());
    f.moved(); // which an item says when it has recovered
  }

  @Test
  void start_unreadable_refusesEachCommand() {
    restartDamaged();
    f.item.tell(new ItemEntity.Repel(ItemFixture.USER.vector(), -0.5f));
    f.item.tell(f.pull(1));
    f.probe.expectMessage(new ItemEntity.Refused(record(1)));
    f.item.tell(new ItemEntity.Describe(ItemDescription.NONE, f.probe.ref().narrow()));
    assertThat(EntityKit.refusal(f.probe)).contains("can't be read");
    f.item.tell(new ItemEntity.Remove(f.probe.ref().narrow()));
    assertThat(EntityKit.refusal(f.probe)).contains("can't be read");
    f.item.tell(new ItemEntity.Place(ItemFixture.USER, f.probe.ref().narrow()));
    assertThat(EntityKit.refusal(f.probe)).contains("can't be read");
    f.stopAndAwait();
  }

  @Test
  void unreadable_mended_learnsWithoutARestart() {
    restartDamaged();
    f.item.tell(f.pull(1));
    f.probe.expectMessage(new ItemEntity.Refused(record(1)));
    awaitMended();
    f.item.tell(f.pull(0));
    f.gradient(0); // known from before
    assertThat(f.learn(1).sequence()).isEqualTo(2);
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L);
  }

  @Test
  void start_databaseAway_refusesNothing() {
    f.learn(0);
    f.stopAndAwait();
    KIT.gate().failReads(journal(), new SQLTransientConnectionException("away"));
    f.item =
        KIT.spawn(
            ItemEntity.create(
                Namespace.MAIN,
                f.id,
                SGD,
                EntityKit.SETTINGS,
                EntityKit.CLOCK,
                f.probe.ref()::tell));
    f.item.tell(f.pull(1));
    awaitMended();
    f.moved();
    f.gradient(1); // the first answer
  }

  @Test
  void write_failsAndThenUnreadable_refusesWhatWasGathered() {
    f.learn(0);
    damage();
    KIT.gate().failNextWrite(journal());
    KIT.gate().hold();
    f.item.tell(f.pull(1));
    KIT.gate().awaitHeld();
    f.item.tell(f.pull(2));
    f.item.tell(new ItemEntity.Describe(ItemDescription.NONE, f.probe.ref().narrow()));
    f.item.tell(f.pull(0));
    f.gradient(0); // it has them all
    KIT.gate().open();
    f.probe.expectMessage(new ItemEntity.Refused(record(1)));
    f.probe.expectMessage(new ItemEntity.Refused(record(2)));
    assertThat(EntityKit.refusal(f.probe)).contains("can't be read");
    awaitMended();
    f.learn(1);
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L);
  }

  @Test
  void stop_writeFailsAndThenUnreadable_stops() {
    f.learn(0);
    damage();
    KIT.gate().failNextWrite(journal());
    KIT.gate().hold();
    f.item.tell(f.pull(1));
    KIT.gate().awaitHeld();
    f.item.tell(ItemEntity.Stop.INSTANCE);
    KIT.gate().open();
    f.probe.expectMessage(new ItemEntity.Refused(record(1)));
    f.probe.expectTerminated(f.item);
  }
}
