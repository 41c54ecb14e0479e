package tandem.entity.user;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tandem.entity.AppliedOffsets;
import tandem.entity.RecentKeys;
import tandem.entity.Snapshots;
import tandem.model.CooccurrenceSettings;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.Delivery;
import tandem.protocol.Minutes;
import tandem.protocol.journal.Receipt;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserSnapshot;
import tandem.protocol.journal.UserStep;

/**
 * What the journal of a user says of it.
 *
 * @param factors what was learned
 * @param mean the mean of all ratings at the last step
 * @param applied which records are in the journal
 * @param keys the newest interactions, to recognise repetitions
 * @param seen every item of the history
 * @param recent the newest items, newest first, at most {@value #RECENT}
 * @param repeated how many repetitions were dropped
 * @param first the time of the earliest interaction, epoch milliseconds
 * @param last the time of the latest
 * @param erased the receipt, while nothing was learned since the user was erased; else null
 * @param interests the newest items that the user has shown an interest in, like {@code recent}
 */
public record UserState(
    Factors factors,
    float mean,
    AppliedOffsets applied,
    RecentKeys keys,
    History seen,
    List<ItemId> recent,
    long repeated,
    long first,
    long last,
    @Nullable Receipt erased,
    List<ItemId> interests) {

  /** How many recent items are kept in order. */
  public static final int RECENT = 20;

  /**
   * A user without a past, whose repetitions are recognised in a window of so many interactions.
   */
  public static UserState fresh(Factors factors, int repetitionWindow) {
    return new UserState(
        factors,
        0f,
        AppliedOffsets.NONE,
        RecentKeys.empty(repetitionWindow),
        History.EMPTY,
        List.of(),
        0,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        null,
        List.of());
  }

  /** The state after {@code event}; pure, and the same live and in recovery. */
  public UserState apply(UserEvent event) {
    if (event instanceof UserEvent.Based based) {
      return of(based.state(), keys.capacity());
    }
    if (event instanceof UserEvent.Erased erasure) {
      return erased(erasure);
    }
    return learned((UserEvent.Learned) event);
  }

  /** A fresh user, but for the records that it has met. */
  private UserState erased(UserEvent.Erased erasure) {
    UserState empty = fresh(erasure.factors(), keys.capacity());
    return new UserState(
        empty.factors,
        empty.mean,
        AppliedOffsets.of(erasure.applied()),
        empty.keys,
        empty.seen,
        empty.recent,
        empty.repeated,
        empty.first,
        empty.last,
        erasure.receipt(),
        empty.interests);
  }

  private UserState learned(UserEvent.Learned learned) {
    AppliedOffsets nowApplied = applied;
    RecentKeys nowKeys = keys;
    History nowSeen = seen;
    List<ItemId> nowRecent = recent;
    List<ItemId> nowInterests = interests;
    long nowFirst = first;
    long nowLast = last;
    for (UserStep step : learned.steps()) {
      nowApplied = nowApplied.with(step.delivery());
      long key = key(step);
      nowKeys = nowKeys.with(key);
      nowSeen = nowSeen.and(step.item(), key, Minutes.of(step.timestamp()));
      boolean isShared = nowRecent == nowInterests && !step.casual(); // most users: all they do
      nowRecent = with(nowRecent, step.item());
      nowInterests =
          isShared ? nowRecent : step.casual() ? nowInterests : with(nowInterests, step.item());
      nowFirst = Math.min(nowFirst, step.timestamp());
      nowLast = Math.max(nowLast, step.timestamp());
    }
    for (Delivery repetition : learned.repeated()) {
      nowApplied = nowApplied.with(repetition);
    }
    return new UserState(
        learned.factors(),
        learned.mean(),
        nowApplied,
        nowKeys,
        nowSeen,
        nowRecent,
        repeated + learned.repeated().size(),
        nowFirst,
        nowLast,
        null,
        nowInterests);
  }

  /** What travels with an interaction with {@code item}: {@link #before} of the interests. */
  public List<ItemId> interestsBefore(ItemId item, CooccurrenceSettings settings) {
    return before(interests, item, settings);
  }

  /** The newest of these that are not {@code item}, as many as are counted. */
  static List<ItemId> before(List<ItemId> newest, ItemId item, CooccurrenceSettings settings) {
    List<ItemId> before = new ArrayList<>(settings.recent());
    for (int n = 0; n < newest.size() && before.size() < settings.recent(); n++) {
      if (!newest.get(n).equals(item)) {
        before.add(newest.get(n));
      }
    }
    return before;
  }

  /** The newest items, newest first and each once, after {@code item} was taken. */
  static List<ItemId> with(List<ItemId> newest, ItemId item) {
    if (!newest.isEmpty() && newest.get(0).equals(item)) {
      return newest;
    }
    List<ItemId> after = new ArrayList<>(newest.size() + 1);
    after.add(item);
    for (int n = 0; n < newest.size() && after.size() < RECENT; n++) {
      if (!newest.get(n).equals(item)) {
        after.add(newest.get(n));
      }
    }
    return List.copyOf(after);
  }

  /** This state of a user who has met {@code more} records, too. */
  public UserState having(AppliedOffsets more) {
    return new UserState(
        factors,
        mean,
        applied.plus(more),
        keys,
        seen,
        recent,
        repeated,
        first,
        last,
        erased,
        interests);
  }

  /** By what a repetition of this step would be recognised. */
  public static long key(UserStep step) {
    return RecentKeys.key(step.eventId(), step.item(), step.type(), step.timestamp());
  }

  /** Between this state and its stored form, for users with such a window of repetitions. */
  public static Snapshots<UserState, UserSnapshot> snapshots(int repetitionWindow) {
    return new Snapshots<>(
        UserSnapshot.class, UserState::toSnapshot, stored -> of(stored, repetitionWindow));
  }

  private UserSnapshot toSnapshot() {
    SortedMap<ItemId, History.Seen> byId = new TreeMap<>(seen);
    Map<ItemId, Long> newest = new LinkedHashMap<>();
    int[] minutes = new int[byId.size()];
    byId.forEach(
        (item, one) -> {
          minutes[newest.size()] = one.minute();
          newest.put(item, one.key());
        });
    return new UserSnapshot(
        factors,
        mean,
        applied.toSnapshot(),
        keys.toList(),
        newest,
        recent,
        repeated,
        first,
        last,
        erased,
        Minutes.wrap(minutes),
        interests);
  }

  /** Of a build that kept no minutes nothing is later than the latest interaction of all. */
  private static History seen(UserSnapshot from) {
    Minutes minutes = from.minutes();
    int notAfter = ~Minutes.of(from.last());
    Map<ItemId, History.Seen> seen = new HashMap<>();
    new TreeMap<>(from.seen())
        .forEach(
            (item, key) -> {
              int minute = minutes == null ? notAfter : minutes.get(seen.size());
              seen.put(item, new History.Seen(key, minute));
            });
    return History.of(seen);
  }

  private static UserState of(UserSnapshot from, int repetitionWindow) {
    return new UserState(
        from.factors(),
        from.mean(),
        AppliedOffsets.of(from.applied()),
        RecentKeys.of(repetitionWindow, from.keys()),
        seen(from),
        from.recent(),
        from.repeated(),
        from.first(),
        from.last(),
        from.erased(),
        from.interests() == null || from.interests().equals(from.recent())
            ? from.recent()
            : from.interests());
  }
}
