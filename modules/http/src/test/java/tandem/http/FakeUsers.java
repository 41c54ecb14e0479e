package tandem.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import tandem.model.ItemId;
import tandem.model.UserId;

/** Users in memory. */
final class FakeUsers implements UserPort {

  static final Instant FIRST = Instant.parse("2021-08-24T18:12:03Z");
  static final String RECEIPT = "1d9c3a52-2f0b-4a2f-9a3c-6d1f4be0c9aa";
  static final Instant LAST = Instant.parse("2021-08-25T18:12:03.500Z");

  private final Fakes fakes;
  private final NavigableMap<UserId, UserFacts> users = new ConcurrentSkipListMap<>();

  FakeUsers(Fakes fakes) {
    this.fakes = fakes;
  }

  void clear() {
    users.clear();
  }

  /** A user with two events. */
  void add(String id) {
    UserId user = new UserId(id);
    List<ItemId> recent = List.of(new ItemId("102"), new ItemId("101"));
    users.put(user, new UserFacts(user, 2, FIRST, LAST, recent));
  }

  @Override
  public CompletionStage<Optional<UserFacts>> get(UserId user, Duration timeout) {
    return fakes.answer(() -> Optional.ofNullable(users.get(user)));
  }

  @Override
  public CompletionStage<Optional<ErasureReceipt>> erase(UserId user, Duration timeout) {
    return fakes.answer(
        () ->
            Optional.ofNullable(users.remove(user))
                .map(
                    facts ->
                        new ErasureReceipt(RECEIPT, user, LAST.toEpochMilli(), facts.events())));
  }

  @Override
  public CompletionStage<List<UserId>> list(Optional<UserId> after, int limit, Duration timeout) {
    return fakes.answer(
        () ->
            after.map(id -> users.tailMap(id, false)).orElse(users).keySet().stream()
                .limit(limit)
                .toList());
  }
}
