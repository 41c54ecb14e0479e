package tandem.app.promote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tandem.app.audit.LogPartition;
import tandem.app.evaluate.Progress;
import tandem.app.retention.ItemFold;
import tandem.app.retention.UserFold;
import tandem.entity.AppliedOffsets;
import tandem.entity.EntitySettings;
import tandem.entity.item.ItemState;
import tandem.entity.user.UserState;
import tandem.ingest.Frontier;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.NegativeSampler;
import tandem.model.Objective;
import tandem.model.Pairwise;
import tandem.model.Popularity;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.TrendWindows;
import tandem.model.UserId;
import tandem.model.svd.SvdStart;
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
  private final int rank;
  private final Progress progress;
  private final NegativeSampler<Item> sampler;
  private final Map<UserId, UserFold> users = new LinkedHashMap<>();
  private final Map<ItemId, Item> items = new LinkedHashMap<>();
  private final List<Item> numbered = new ArrayList<>();
  private final Means means = new Means();
  private final SvdHistory history = new SvdHistory();
  private long learned;
  private long left;

  /** An item, with what sampled negatives have done to it since its last event. */
  private static final class Item {
    private final ItemId id;
    private final ItemFold fold;
    private Factors live;
    private double heat;

    Item(ItemId id, ItemState fresh) {
      this.id = id;
      this.fold = new ItemFold(fresh);
      this.live = fresh.factors();
      this.heat = fresh.heat();
    }

    void note(List<ItemStep> steps, Recency recency, Cooccurrence row) {
      fold.add(new ItemEvent.Learned(steps, live, heat, recency, row.since(fold.state().row())));
    }

    Factors live() {
      return live;
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
   * @param ring RECENT negatives are drawn from so many last events
   * @param frontier the next offset of each partition; 0 where there is none
   * @param now no event counts as one of later
   * @param rank of the decomposition whose vectors are there in the end, 1 or more; 0 to keep those
   *     that were learned
   * @param progress is stepped with each event, learned or left
   */
  Training(
      Sgd sgd,
      InteractionRules rules,
      EntitySettings entities,
      int ring,
      Map<LogPartition, Long> frontier,
      Instant now,
      int rank,
      Progress progress) {
    this.sgd = sgd;
    this.rules = rules;
    this.popularity = new Popularity(entities.popularityHalfLife());
    this.windows = entities.trendWindows();
    this.cooccurrence = entities.cooccurrence();
    this.now = now;
    this.repetitionWindow = entities.repetitionWindow();
    this.frontier = Map.copyOf(frontier);
    this.rank = rank;
    this.progress = progress;
    this.sampler =
        new NegativeSampler<>(
            sgd.settings().negativeSource(), ring, new SplittableRandom(sgd.settings().seed()));
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
    if (rank > 0 && target.weight() > 0) {
      history.put(id, item.id, target.value());
    }
    boolean interest = rules.isInterest(interaction);
    float mean = mean(step.delivery().id(), target);
    Factors before = user.state().factors();
    Factors itemBefore = item.live;
    boolean repels = sgd.settings().objective() == Objective.PREFERENCE && target.weight() > 0;
    List<Item> drawn = repels ? drawn(user.state(), item) : List.of();
    boolean inPairs = sgd.settings().pairwise();
    Pairwise pairs =
        Pairwise.of(
            sgd,
            target,
            before,
            itemBefore,
            inPairs ? drawn.stream().map(Item::live).toList() : List.of());
    float error = inPairs ? pairs.error() : sgd.error(target, mean, before, itemBefore);
    item.live = sgd.stepItem(itemBefore, before.vector(), error);
    double weight = rules.weights().getOrDefault(type, 0.0);
    item.heat = popularity.add(item.heat, time, weight);
    Recency recency = windows.add(item.recency(), time.isAfter(now) ? now : time, weight);
    Cooccurrence row =
        interest
            ? item.row().add(user.state().interestsBefore(item.id, cooccurrence), cooccurrence)
            : item.row();
    item.note(List.of(new ItemStep(step.delivery(), error)), recency, row);
    Factors after = sgd.stepUser(before, pairs.direction(), error);
    if (inPairs) {
      repel(drawn, before, pairs);
    } else {
      after = repel(drawn, after);
    }
    sampler.taken(item);
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

  /** Items that the user does not have. */
  private List<Item> drawn(UserState user, Item taken) {
    List<Item> drawn = new ArrayList<>();
    for (int n = 0; n < sgd.settings().negatives() && !sampler.isEmpty(); n++) {
      Item one = sampler.draw();
      if (one != taken && !user.seen().containsKey(one.id)) {
        drawn.add(one);
      }
    }
    return drawn;
  }

  /** Each moves away from the user as it was. */
  private void repel(List<Item> drawn, Factors user, Pairwise pairs) {
    for (int n = 0; n < drawn.size(); n++) {
      Item negative = drawn.get(n);
      negative.live = sgd.repelItem(negative.live, user.vector(), -pairs.errors().get(n));
    }
  }

  /** The user moves away from each, one after the other. */
  private Factors repel(List<Item> drawn, Factors from) {
    Factors user = from;
    for (Item item : drawn) {
      Factors negative = item.live;
      float error = sgd.negativeError(user, negative);
      item.live = sgd.repelItem(negative, user.vector(), error);
      user = sgd.repelUser(user, negative.vector(), error);
    }
    return user;
  }

  /** The user was erased; nothing of the life before was shown, but that it met some records. */
  void erase(UserId user, UserEvent.Erased erased) {
    history.remove(user);
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
    if (rank > 0) {
      decompose();
    }
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

  /**
   * Whoever has learned a target begins with the vector of the decomposition, and keeps biases and
   * accumulators. Of ratings it is that of what mean and lasting biases leave, of preferences that
   * of what was taken, 1, and what was not, 0.
   */
  private void decompose() {
    progress.say("decomposing the history");
    boolean ratings = sgd.settings().objective() == Objective.RATING;
    SvdStart start =
        SvdStart.of(
            history.residuals(
                user -> ratings ? level(user(user).state().factors()) : 0,
                item -> ratings ? item(item).live.bias() : 0),
            rank,
            sgd.settings().seed());
    int row = 0;
    for (UserId id : history.users()) {
      UserFold fold = user(id);
      UserState state = fold.state();
      FactorVector vector = start.user(row++, sgd.freshUser(id).vector());
      Factors placed = state.factors().with(vector);
      fold.add(new UserEvent.Learned(List.of(), List.of(), placed, state.mean()));
    }
    int column = 0;
    for (ItemId id : history.items()) {
      Item item = item(id);
      item.live = item.live.with(start.item(column++, sgd.freshItem(id).vector()));
    }
  }

  private float level(Factors user) {
    return means.newest() + user.bias() - user.recentBias();
  }

  private UserFold user(UserId id) {
    return users.computeIfAbsent(
        id, user -> new UserFold(UserState.fresh(sgd.freshUser(user), repetitionWindow)));
  }

  private Item item(ItemId id) {
    Item known = items.get(id);
    if (known == null) {
      known = new Item(id, ItemState.fresh(sgd.freshItem(id)));
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
