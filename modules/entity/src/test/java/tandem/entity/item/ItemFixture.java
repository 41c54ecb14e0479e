package tandem.entity.item;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.util.List;
import tandem.entity.EntityKit;
import tandem.entity.EntitySettings;
import tandem.entity.Namespace;
import tandem.entity.RecordingWatch;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.IndexedItem;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Popularity;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemStep;

/** An item with one probe for both its index partition and its users, so that their order shows. */
final class ItemFixture {

  static final Sgd SGD = new Sgd(ModelSettings.rating().withFactors(4));
  static final Factors USER = new Factors(FactorVector.of(0.5f, -0.25f, 1f, 0.125f), 0.5f, 0f, 3);
  static final Target TARGET = new Target(4.5f, 1f);
  static final float MEAN = 3.5f;
  static final long TIME = 1_629_828_723_000L;
  static final long APPENDED = TIME + 60_000;

  final RecordingWatch watch = new RecordingWatch();
  final EntityKit kit;
  final ItemId id;
  private final Sgd sgd;
  final TestProbe<Object> probe;
  ActorRef<ItemEntity.Command> item;

  ItemFixture(EntityKit kit, EntitySettings settings) {
    this(kit, settings, SGD);
  }

  ItemFixture(EntityKit kit, EntitySettings settings, Sgd sgd) {
    this.kit = kit;
    this.sgd = sgd;
    this.id = kit.newItem();
    this.probe = kit.probe();
    this.item = start(settings);
  }

  /** Stops the item and starts it anew. */
  void restart(EntitySettings settings) {
    stopAndAwait();
    item = start(settings);
  }

  ActorRef<ItemEntity.Command> start(EntitySettings settings) {
    return kit.spawn(
        ItemEntity.create(
            Namespace.MAIN.with(watch), id, sgd, settings, EntityKit.CLOCK, probe.ref()::tell));
  }

  void stopAndAwait() {
    item.tell(ItemEntity.Stop.INSTANCE);
    probe.expectTerminated(item);
  }

  static RecordId record(long offset) {
    return new RecordId(0, 0, offset);
  }

  ItemEntity.Pull pull(long offset) {
    return pull(offset, USER);
  }

  ItemEntity.Pull pull(long offset, Factors user) {
    return pull(offset, user, TIME);
  }

  ItemEntity.Pull pull(long offset, Factors user, long time) {
    Delivery delivery = new Delivery(record(offset), 0);
    return new ItemEntity.Pull(
        delivery,
        new UserId("u"),
        user,
        MEAN,
        TARGET,
        time,
        1.0,
        APPENDED + offset,
        List.of(),
        false,
        probe.ref().narrow());
  }

  /** Of a user with more to learn. */
  ItemEntity.Pull early(long offset) {
    ItemEntity.Pull pull = pull(offset);
    return new ItemEntity.Pull(
        pull.delivery(),
        pull.user(),
        pull.factors(),
        pull.mean(),
        pull.target(),
        pull.timestamp(),
        pull.popularity(),
        pull.appended(),
        pull.recent(),
        true,
        pull.replyTo());
  }

  IndexedItem moved() {
    return move().item();
  }

  IndexPartition.Moved move() {
    return probe.expectMessageClass(IndexPartition.Moved.class);
  }

  ItemEntity.Gradient gradient(long offset) {
    ItemEntity.Gradient gradient = probe.expectMessageClass(ItemEntity.Gradient.class);
    assertThat(gradient.id()).isEqualTo(record(offset));
    return gradient;
  }

  /** Pulls, and waits for the move and the gradient. */
  IndexedItem learn(long offset) {
    item.tell(pull(offset));
    IndexedItem moved = moved();
    gradient(offset);
    return moved;
  }

  /** The factors after a pull, by the model alone. */
  static Factors stepped(Factors before) {
    return SGD.stepItem(before, USER.vector(), SGD.error(TARGET, MEAN, USER, before));
  }

  /** What is kept of an item that was met so often at {@link #TIME}. */
  static Recency recency(int events) {
    Recency recency = Recency.FRESH;
    for (int n = 0; n < events; n++) {
      recency =
          EntityKit.SETTINGS.trendWindows().add(recency, java.time.Instant.ofEpochMilli(TIME), 1.0);
    }
    return recency;
  }

  static double heat(int events) {
    double heat = Popularity.NONE;
    for (int n = 0; n < events; n++) {
      heat =
          new Popularity(EntityKit.SETTINGS.popularityHalfLife())
              .add(heat, java.time.Instant.ofEpochMilli(TIME), 1.0);
    }
    return heat;
  }

  List<Long> journaledOffsets() {
    return kit.events(id).stream()
        .filter(ItemEvent.Learned.class::isInstance)
        .flatMap(event -> ((ItemEvent.Learned) event).steps().stream())
        .map(ItemStep::delivery)
        .map(delivery -> delivery.id().offset())
        .toList();
  }
}
