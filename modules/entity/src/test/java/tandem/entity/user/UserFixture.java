package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tandem.entity.EntityKit;
import tandem.entity.EntitySettings;
import tandem.entity.Namespace;
import tandem.entity.RecordingWatch;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.IndexedUser;
import tandem.entity.index.SampleShares;
import tandem.entity.item.ItemEntity;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.RecordId;
import tandem.protocol.journal.UserStep;

/** A user whose stream, items and index are probes. */
final class UserFixture {

  static final Sgd SGD = new Sgd(ModelSettings.rating().withFactors(4));
  static final FactorVector ITEM = FactorVector.of(1f, -2f, 0.5f, 0.25f);
  static final float MEAN = 3.25f;

  final EntityKit kit;
  final Sgd sgd;
  final EntitySettings settings;
  final UserId id;
  final TestProbe<Object> stream;
  final TestProbe<Object> items;
  final TestProbe<IndexPartition.Sample> index;
  final TestProbe<IndexedUser> crowd;
  final UserPeers peers;
  final RecordingWatch watch = new RecordingWatch();
  ActorRef<UserEntity.Command> user;

  UserFixture(EntityKit kit, EntitySettings settings) {
    this(kit, settings, SGD);
  }

  UserFixture(EntityKit kit, EntitySettings settings, Sgd sgd) {
    this.kit = kit;
    this.sgd = sgd;
    this.settings = settings;
    this.id = kit.newUser();
    this.stream = kit.probe();
    this.items = kit.probe();
    this.index = kit.actors().createTestProbe(IndexPartition.Sample.class);
    this.crowd = kit.actors().createTestProbe(IndexedUser.class);
    this.peers = new Probes();
    this.user = start();
  }

  /** Samples that the index has ready on this node. */
  final Queue<IndexPartition.Sampled> ready = new ConcurrentLinkedQueue<>();

  /** What was sent to an item. */
  record ToItem(ItemId item, ItemEntity.Command command) {}

  private final class Probes implements UserPeers {
    private final SampleShares shares =
        new SampleShares(sgd.settings().negativeSource(), settings.partitions());

    @Override
    public void tell(ItemId item, ItemEntity.Command command) {
      items.ref().tell(new ToItem(item, command));
    }

    @Override
    public void tell(int partition, IndexPartition.Command command) {
      assertThat(partition).isBetween(0, settings.partitions() - 1);
      index.ref().tell((IndexPartition.Sample) command);
    }

    @Override
    public SampleShares shares() {
      return shares;
    }

    @Override
    public IndexPartition.@Nullable Sampled sample(int partition) {
      assertThat(partition).isBetween(0, settings.partitions() - 1);
      return ready.poll();
    }

    @Override
    public void tell(IndexedUser moved) {
      crowd.ref().tell(moved);
    }
  }

  ActorRef<UserEntity.Command> start() {
    return kit.spawn(
        UserEntity.create(
            Namespace.MAIN.with(watch), id, sgd, InteractionRules.defaults(), settings, peers));
  }

  void stopAndAwait() {
    user.tell(UserEntity.Stop.INSTANCE);
    stream.expectTerminated(user);
  }

  /** Ends the user as the end of its node does. */
  void crash() {
    kit.actors().stop(user);
  }

  static RecordId record(long offset) {
    return new RecordId(0, 0, offset);
  }

  UserEntity.Observe rating(long offset, String item) {
    return observe(offset, item, "rating", 4.0, offset, null);
  }

  UserEntity.Observe observe(
      long offset,
      String item,
      String type,
      @Nullable Double value,
      long seconds,
      @Nullable String eventId) {
    Interaction interaction =
        new Interaction(id, new ItemId(item), type, value, Instant.ofEpochSecond(seconds), eventId);
    Delivery delivery = new Delivery(record(offset), 0);
    return new UserEntity.Observe(
        delivery, Optional.empty(), interaction, MEAN, 1_000_000 + offset, stream.ref().narrow());
  }

  /** The same, to be learned after the record {@code previous}. */
  static UserEntity.Observe after(long previous, UserEntity.Observe observe) {
    return new UserEntity.Observe(
        observe.delivery(),
        Optional.of(record(previous)),
        observe.interaction(),
        observe.mean(),
        observe.appended(),
        observe.replyTo());
  }

  ItemEntity.Pull pull(long offset) {
    ToItem sent = items.expectMessageClass(ToItem.class);
    ItemEntity.Pull pull = (ItemEntity.Pull) sent.command();
    assertThat(pull.delivery().id()).isEqualTo(record(offset));
    return pull;
  }

  /**
   * The next pull of the record; those before it are repeated, as on a machine that stood still.
   */
  ItemEntity.Pull pullAfterRepeated(long offset) {
    while (true) {
      ItemEntity.Pull pull = (ItemEntity.Pull) items.expectMessageClass(ToItem.class).command();
      if (pull.delivery().id().equals(record(offset))) {
        return pull;
      }
    }
  }

  /** Forgets what was sent to items until now. */
  void forgetPulls() {
    Object mark = new Object();
    items.ref().tell(mark);
    while (!items.receiveMessage().equals(mark)) {}
  }

  /** Forgets what the index was asked for until now. */
  void forgetSamples() {
    IndexPartition.Sample mark = new IndexPartition.Sample(0, stream.ref().narrow());
    index.ref().tell(mark);
    while (!index.receiveMessage().equals(mark)) {}
  }

  static void answer(ItemEntity.Pull pull, float error) {
    pull.replyTo().tell(new ItemEntity.Gradient(pull.delivery().id(), error, ITEM));
  }

  UserEntity.Observed observed(long offset, UserEntity.Outcome outcome) {
    UserEntity.Observed observed = stream.expectMessageClass(UserEntity.Observed.class);
    assertThat(observed.id()).isEqualTo(record(offset));
    assertThat(observed.outcome()).isEqualTo(outcome);
    return observed;
  }

  /** A whole exchange, to the acknowledgement. */
  void learn(long offset, String item) {
    user.tell(rating(offset, item));
    answer(pull(offset), 0.5f);
    observed(offset, UserEntity.Outcome.LEARNED);
  }

  UserEntity.Profile profile() {
    user.tell(new UserEntity.GetProfile(Optional.empty(), stream.ref().narrow()));
    return EntityKit.success(stream, UserEntity.Profile.class);
  }

  Factors stepped(Factors before, float error) {
    return sgd.stepUser(before, ITEM, error);
  }

  List<Long> journaledOffsets() {
    return kit.events(id).stream()
        .flatMap(event -> event.steps().stream())
        .map(UserStep::delivery)
        .map(delivery -> delivery.id().offset())
        .toList();
  }
}
