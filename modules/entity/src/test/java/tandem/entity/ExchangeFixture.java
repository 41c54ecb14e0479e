package tandem.entity;

import akka.actor.typed.ActorRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.SampleShares;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity;
import tandem.entity.user.UserPeers;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.Objective;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/** Real users and items, wired without a cluster, and the loop that they must equal. */
final class ExchangeFixture {

  static final int USERS = 20;
  static final int ITEMS = 15;

  private static final Sgd SGD = new Sgd(ModelSettings.rating().withFactors(8));
  private static final InteractionRules RULES = InteractionRules.defaults();

  final List<UserId> userIds = new ArrayList<>();
  final List<ItemId> itemIds = new ArrayList<>();
  private final Map<UserId, ActorRef<UserEntity.Command>> users = new HashMap<>();
  private final Map<ItemId, ActorRef<ItemEntity.Command>> items = new HashMap<>();

  ExchangeFixture(EntityKit kit) {
    for (int n = 0; n < ITEMS; n++) {
      ItemId id = kit.newItem();
      itemIds.add(id);
      items.put(
          id,
          kit.spawn(
              ItemEntity.create(
                  Namespace.MAIN, id, SGD, EntityKit.SETTINGS, EntityKit.CLOCK, moved -> {})));
    }
    UserPeers peers = new Router(Map.copyOf(items));
    for (int n = 0; n < USERS; n++) {
      UserId id = kit.newUser();
      userIds.add(id);
      users.put(
          id,
          kit.spawn(UserEntity.create(Namespace.MAIN, id, SGD, RULES, EntityKit.SETTINGS, peers)));
    }
  }

  private record Router(Map<ItemId, ActorRef<ItemEntity.Command>> items) implements UserPeers {
    @Override
    public void tell(ItemId item, ItemEntity.Command command) {
      Objects.requireNonNull(items.get(item)).tell(command);
    }

    @Override
    public void tell(int partition, IndexPartition.Command command) {
      throw new AssertionError("the objective RATING samples nothing");
    }

    @Override
    public SampleShares shares() {
      throw new AssertionError("the objective RATING samples nothing");
    }
  }

  ActorRef<UserEntity.Command> user(Interaction interaction) {
    return Objects.requireNonNull(users.get(interaction.user()));
  }

  /** A seeded stream: ratings, and views, which are counted but teach nothing. */
  List<Interaction> interactions(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Interaction> interactions = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      boolean rated = random.nextInt(6) > 0;
      interactions.add(
          new Interaction(
              userIds.get(random.nextInt(USERS)),
              itemIds.get(random.nextInt(ITEMS)),
              rated ? "rating" : "view",
              rated ? (1 + random.nextInt(10)) / 2.0 : null,
              Instant.ofEpochSecond(1_600_000_000L + n),
              null));
    }
    return interactions;
  }

  /** The mean that travels with the nth record. */
  static float mean(int n) {
    return 3f + (n % 7) / 8f;
  }

  /** What a plain loop learns. */
  record Learned(Map<UserId, Factors> users, Map<ItemId, Factors> items) {}

  Learned reference(List<Interaction> interactions) {
    Learned learned = new Learned(new HashMap<>(), new HashMap<>());
    for (int n = 0; n < interactions.size(); n++) {
      Interaction interaction = interactions.get(n);
      Factors user = learned.users().computeIfAbsent(interaction.user(), SGD::freshUser);
      Factors item = learned.items().computeIfAbsent(interaction.item(), SGD::freshItem);
      Target target = RULES.target(interaction, Objective.RATING);
      float error = SGD.error(target, mean(n), user, item);
      learned.users().put(interaction.user(), SGD.stepUser(user, item.vector(), error));
      learned.items().put(interaction.item(), SGD.stepItem(item, user.vector(), error));
    }
    return learned;
  }
}
