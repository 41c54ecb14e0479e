package tandem.app.promote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tandem.app.audit.LogPartition;
import tandem.app.evaluate.Progress;
import tandem.app.evaluate.RecentItems;
import tandem.app.retention.ItemFold;
import tandem.app.retention.UserFold;
import tandem.entity.AppliedOffsets;
import tandem.entity.EntitySettings;
import tandem.entity.item.ItemState;
import tandem.entity.user.UserState;
import tandem.ingest.Frontier;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceSettings;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.Popularity;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.TrendWindows;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemStep;
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

/*
 * The same exchange as between UserEntity and ItemEntity, without what makes it wait: both sides step on the vectors from before,
 * then the user moves apart from items of the last events that it does not have. Each event is applied by the production states, so
 * what a user recognises as repeated, has seen and took last is right without more.
 */

/** Learns the records below the frontier anew, one at a time. */
final class Training {

  private final Sgd sgd;
  private final InteractionRules rules;
  private final Popularity popularity;
  private final TrendWindows windows;
  private final CooccurrenceSettings cooccurrence;
  private final Instant now;
  private final int repetitionWindow;
  private final Map<LogPartition, Long> frontier;
  private final Progress progress;
  private final RecentItems recent;
  private final Map<UserId, UserFold> users = new LinkedHashMap<>();
  private final Map<ItemId, Item> items = new LinkedHashMap<>();
  private final List<Item> numbered = new ArrayList<>();
  private final Means means = new Means();
  private long learned;
  private long left;

  /** An item, with what sampled negatives have done to it since its last event. */
  private static final class Item {
    private final ItemId id;
    private final int number;
    private final ItemFold fold;
    private Factors live;
    private double heat;

    Item(ItemId id, int number, ItemState fresh) {
      this.id = id;
      this.number = number;
      this.fold = new ItemFold(fresh);
      this.live = fresh.factors();
      this.heat = fresh.heat();
    }

    void note(List<ItemStep> steps, Recency recency, Cooccurrence row) {
      fold.add(new ItemEvent.Learned(steps, live, heat, recency, row.since(fold.state().row())));
    }

    Cooccurrence row() {
      return fold.state().row();
    }

    Recency recency() {
      return fold.state().recency();
    }
  }

  /**
   * Has learned nothing.
   *
   * @param ring negatives are drawn from so many last events
   * @param frontier the next offset of each partition; 0 where there is none
   * @param now no event counts as one of later
   * @param progress is stepped with each event, learned or left
   */
  Training(
      Sgd sgd,
      InteractionRules rules,
      EntitySettings entities,
      int ring,
      Map<LogPartition, Long> frontier,
      Instant now,
      Progress progress) {
    this.sgd = sgd;
    this.rules = rules;
    this.popularity = new Popularity(entities.popularityHalfLife());
    this.windows = entities.trendWindows();
    this.cooccurrence = entities.cooccurrence();
    this.now = now;
    this.repetitionWindow = entities.repetitionWindow();
    this.frontier = Map.copyOf(frontier);
    this.progress = progress;
    this.recent = new RecentItems(ring, new SplittableRandom(sgd.settings().seed()));
  }

  /** What the user has learned and dropped, in the model that is replayed. */
  void learn(UserId user, UserEvent.Learned event) {
    for (UserStep step : event.steps()) {
      progress.step();
      if (isBelow(step.delivery())) {
        learn(user, step);
        learned++;
      } else {
        left++;
      }
    }
    List<Delivery> dropped = event.repeated().stream().filter(this::isBelow).toList();
    left += event.repeated().size() - dropped.size();
    if (!dropped.isEmpty()) {
      UserFold fold = user(user);
      UserState state = fold.state();
      fold.add(new UserEvent.Learned(List.of(), dropped, state.factors(), state.mean()));
    }
  }

  private boolean isBelow(Delivery delivery) {
    RecordId id = delivery.id();
    return id.offset() < frontier.getOrDefault(LogPartition.of(id), 0L);
  }

  private void learn(UserId id, UserStep step) {
    UserFold user = user(id);
    Item item = item(step.item());
    Instant time = Instant.ofEpochMilli(step.timestamp());
    String type = step.type().intern();
    Interaction interaction =
        new Interaction(id, item.id, type, step.value(), time, step.eventId());
    Target target = rules.target(interaction, sgd.settings().objective());
    boolean interest = rules.isInterest(interaction);
    float mean = mean(step.delivery().id(), target);
    Factors before = user.state().factors();
    Factors itemBefore = item.live;
    float error = sgd.error(target, mean, before, itemBefore);
    item.live = sgd.stepItem(itemBefore, before.vector(), error);
    double weight = rules.weights().getOrDefault(type, 0.0);
    item.heat = popularity.add(item.heat, time, weight);
    Recency recency = windows.add(item.recency(), time.isAfter(now) ? now : time, weight);
    Cooccurrence row =
        interest
            ? item.row().add(user.state().interestsBefore(item.id, cooccurrence), cooccurrence)
            : item.row();
    item.note(List.of(new ItemStep(step.delivery(), error)), recency, row);
    Factors after = sgd.stepUser(before, itemBefore.vector(), error);
    if (sgd.settings().objective() == Objective.PREFERENCE && target.weight() > 0) {
      after = repel(user.state(), item, after);
    }
    recent.add(item.number);
    UserStep anew =
        new UserStep(
            step.delivery(),
            item.id,
            type,
            step.value(),
            step.timestamp(),
            step.eventId(),
            error,
            !interest);
    user.add(new UserEvent.Learned(List.of(anew), List.of(), after, mean));
  }

  private float mean(RecordId id, Target target) {
    return sgd.settings().objective() == Objective.RATING && target.weight() > 0
        ? means.add(id, target.value())
        : means.of(id);
  }

  private Factors repel(UserState user, Item taken, Factors from) {
    Factors live = from;
    for (int n = 0; n < sgd.settings().negatives() && !recent.isEmpty(); n++) {
      Item drawn = numbered.get(recent.draw());
      if (drawn != taken && !user.seen().containsKey(drawn.id)) {
        Factors negative = drawn.live;
        float error = sgd.negativeError(live, negative);
        drawn.live = sgd.repelItem(negative, live.vector(), error);
        live = sgd.repelUser(live, negative.vector(), error);
      }
    }
    return live;
  }

  /** The user was erased; nothing of the life before was shown, but that it met some records. */
  void erase(UserId user, UserEvent.Erased erased) {
    user(user)
        .add(
            new UserEvent.Erased(
                erased.receipt(), sgd.freshUser(user), erased.applied(), Accounted.NOTHING));
  }

  /** What the owner of the catalogue did. */
  void change(ItemId id, ItemEvent event) {
    ItemState state = item(id).fold.state();
    if (event instanceof ItemEvent.Based based) {
      ItemState told = ItemState.of(based.state());
      long since = told.recency().since();
      boolean same =
          told.description().equals(state.description()) && since >= state.recency().since();
      if (told.removed()) {
        item(id).fold.add(new ItemEvent.Removed(since));
      } else if (!same) {
        item(id).fold.add(new ItemEvent.Described(told.description(), since));
      }
    } else {
      item(id).fold.add(event);
    }
  }

  /** All was shown: whoever is here has met all that is below the frontier. */
  void end() {
    for (Item item : numbered) {
      if (!item.live.equals(item.fold.state().factors())) {
        item.note(List.of(), item.recency(), item.row());
      }
    }
    List<PartitionOffsets> below = new ArrayList<>();
    frontier.forEach(
        (partition, next) ->
            below.add(
                new PartitionOffsets(partition.epoch(), partition.number(), next, List.of())));
    AppliedOffsets met = AppliedOffsets.of(below);
    users.values().forEach(fold -> fold.add(met));
    numbered.forEach(item -> item.fold.add(met));
  }

  private UserFold user(UserId id) {
    return users.computeIfAbsent(
        id, user -> new UserFold(UserState.fresh(sgd.freshUser(user), repetitionWindow)));
  }

  private Item item(ItemId id) {
    Item known = items.get(id);
    if (known == null) {
      known = new Item(id, numbered.size(), ItemState.fresh(sgd.freshItem(id)));
      items.put(id, known);
      numbered.add(known);
    }
    return known;
  }

  Map<UserId, UserFold> users() {
    return users;
  }

  /** The items, each under its id. */
  Map<ItemId, ItemFold> items() {
    Map<ItemId, ItemFold> folds = new LinkedHashMap<>();
    numbered.forEach(item -> folds.put(item.id, item.fold));
    return folds;
  }

  /** How far the stream of the new model is: there, with the ratings that were learned here. */
  Frontier.Progress progress(LogPartition partition) {
    return means.progress(partition, frontier.getOrDefault(partition, 0L));
  }

  /** Records that were learned. */
  long learned() {
    return learned;
  }

  /** Records from the frontier on. */
  long left() {
    return left;
  }
}
