package tandem.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import tandem.app.evaluation.ListQuality.Outcome;
import tandem.app.evaluation.ListQuality.Sum;
import tandem.app.list.BlendSettings;
import tandem.app.list.LiveBlend;
import tandem.app.list.UserPools;
import tandem.entity.index.Hit;
import tandem.entity.index.Index;
import tandem.entity.user.UserEntity;
import tandem.entity.user.UserEntity.Observed;
import tandem.ingest.Learner;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.RecordId;
import tandem.protocol.http.Strategy;

class ListTestsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final RecordId BEFORE = new RecordId(1, 0, 6);

  private final List<Long> learned = new ArrayList<>();
  private final FakeSource source = new FakeSource();
  private final ListQuality quality = new ListQuality(Clock.systemUTC());
  private long nanos;

  private final Learner learner =
      (delivery, previous, interaction, mean, appended) -> {
        learned.add(delivery.id().offset());
        return CompletableFuture.completedFuture(
            new Observed(delivery.id(), UserEntity.Outcome.LEARNED, 0f));
      };

  /** Gives pools when the test says so. */
  private static final class FakeSource implements ListTests.Source {
    private final List<CompletableFuture<UserPools>> asked = new ArrayList<>();
    private final List<Optional<RecordId>> after = new ArrayList<>();
    private int totals;

    @Override
    public CompletionStage<UserPools> pools(
        UserId user, ItemId item, Optional<RecordId> previous, Duration timeout) {
      assertThat(timeout).isEqualTo(TIMEOUT);
      after.add(previous);
      asked.add(new CompletableFuture<>());
      return asked.get(asked.size() - 1);
    }

    @Override
    public CompletionStage<Map<ItemId, Long>> events(Collection<ItemId> items, Duration timeout) {
      return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public CompletionStage<Index.Totals> totals(Duration timeout) {
      totals++;
      return CompletableFuture.completedFuture(new Index.Totals(100, 1_000));
    }
  }

  private ListTests tests(double share, int atOnce) {
    return new ListTests(
        learner,
        source,
        InteractionRules.defaults()::isInterest,
        LiveBlend.fixed(new BlendSettings(1, 0, 1, 1, 2)),
        new ListTestSettings(share, TIMEOUT, atOnce),
        quality,
        () -> nanos);
  }

  private static CompletableFuture<Observed> learn(ListTests tests, long offset, String type) {
    Interaction event =
        new Interaction(
            new UserId("ann"), new ItemId("x"), type, null, Instant.ofEpochSecond(9), null);
    return tests
        .learn(new Delivery(new RecordId(1, 0, offset), 0), () -> Optional.of(BEFORE), event, 0f, 0)
        .toCompletableFuture();
  }

  private static void begin(ListTests tests, long offset) {
    var unused = learn(tests, offset, "purchase");
  }

  private static List<Hit> hits(String... items) {
    List<Hit> hits = new ArrayList<>();
    for (String item : items) {
      hits.add(new Hit(new ItemId(item), -hits.size(), "", List.of()));
    }
    return hits;
  }

  private static UserPools pools(UserPools.Standing standing) {
    Map<Strategy, List<Hit>> pools = new LinkedHashMap<>();
    pools.put(Strategy.FACTORS, hits("a", "b"));
    pools.put(Strategy.COOCCURRENCE, hits("x", "a"));
    pools.put(Strategy.POPULAR, hits("b", "x"));
    return new UserPools(standing, pools, 50);
  }

  private double hits(Strategy strategy) {
    return quality.sum(ListQuality.STRATEGIES.indexOf(strategy), 0, Sum.HITS);
  }

  private double reciprocal(Strategy strategy) {
    return quality.sum(ListQuality.STRATEGIES.indexOf(strategy), 0, Sum.RECIPROCAL_RANK);
  }

  @Test
  void learn_sampled_waitsForItsListsAsOfTheEventBefore() {
    CompletableFuture<Observed> observed = learn(tests(1, 1), 7, "purchase");
    assertThat(learned).isEmpty();
    assertThat(source.after).containsExactly(Optional.of(BEFORE));
    source.asked.get(0).complete(pools(UserPools.Standing.OPEN));
    assertThat(learned).containsExactly(7L);
    assertThat(observed.join().outcome()).isEqualTo(UserEntity.Outcome.LEARNED);
    assertThat(quality.count(Outcome.TESTED)).isEqualTo(1);
    assertThat(hits(Strategy.FACTORS)).isZero();
    assertThat(reciprocal(Strategy.POPULAR)).isEqualTo(0.5);
    assertThat(reciprocal(Strategy.COOCCURRENCE)).isEqualTo(1);
    assertThat(reciprocal(Strategy.BLEND)).isEqualTo(1); // 2/11 + 1/12 against 1/11 + 2/12
    assertThat(hits(Strategy.CONTENT)).isZero(); // by factors, which stand in for it
    assertThat(quality.chanceOf(0)).isEqualTo(10.0 / 50);
  }

  @Test
  void learn_withoutInterestOrNotSampled_goesOnAtOnce() {
    ListTests all = tests(1, 1);
    assertThat(learn(all, 7, "dislike")).isDone();
    assertThat(learn(tests(0, 1), 8, "purchase")).isDone();
    assertThat(learned).containsExactly(7L, 8L);
    assertThat(source.asked).isEmpty();
  }

  @Test
  void learn_newUserOrRepeat_isCountedAsSuch() {
    ListTests all = tests(1, 1);
    begin(all, 7);
    source.asked.get(0).complete(pools(UserPools.Standing.NEW_USER));
    begin(all, 8);
    source.asked.get(1).complete(pools(UserPools.Standing.HAD));
    assertThat(learned).containsExactly(7L, 8L);
    assertThat(quality.count(Outcome.NEW_USER)).isEqualTo(1);
    assertThat(quality.count(Outcome.HAD)).isEqualTo(1);
    assertThat(quality.count(Outcome.TESTED)).isZero();
  }

  @Test
  void learn_tooManyAtOnce_goOnWithoutATest() {
    ListTests all = tests(1, 2);
    begin(all, 1);
    begin(all, 2);
    var unused = learn(all, 3, "purchase").join();
    assertThat(learned).containsExactly(3L);
    assertThat(quality.count(Outcome.GIVEN_UP)).isEqualTo(1);
    source.asked.get(0).complete(pools(UserPools.Standing.OPEN));
    begin(all, 4);
    assertThat(source.asked).hasSize(3); // there is room again
  }

  @Test
  void learn_listsTooLate_goesOnAndTestsRest() {
    ListTests all = tests(1, 2);
    CompletableFuture<Observed> observed = learn(all, 1, "purchase");
    source.asked.get(0).completeExceptionally(new TimeoutException());
    assertThat(observed.join().id().offset()).isEqualTo(1);
    var unused = learn(all, 2, "purchase").join();
    assertThat(source.asked).hasSize(1);
    assertThat(quality.count(Outcome.GIVEN_UP)).isEqualTo(2);
    nanos += TIMEOUT.multipliedBy(10).toNanos();
    begin(all, 3);
    assertThat(source.asked).hasSize(2);
  }

  @Test
  void learn_userThatCantBeRead_goesOnAndOthersAreTested() {
    ListTests all = tests(1, 2);
    begin(all, 1);
    source.asked.get(0).completeExceptionally(new IllegalStateException("unreadable"));
    begin(all, 2);
    assertThat(learned).containsExactly(1L);
    assertThat(source.asked).hasSize(2);
    assertThat(quality.count(Outcome.GIVEN_UP)).isEqualTo(1);
  }

  @Test
  void learn_scoreThatIsNoNumber_endsItsPool() {
    Map<Strategy, List<Hit>> gone = new LinkedHashMap<>();
    gone.put(
        Strategy.FACTORS,
        List.of(
            new Hit(new ItemId("a"), Double.NaN, "", List.of()),
            new Hit(new ItemId("x"), 1, "", List.of())));
    gone.put(
        Strategy.POPULAR,
        List.of(new Hit(new ItemId("x"), Double.NEGATIVE_INFINITY, "", List.of())));
    begin(tests(1, 1), 1);
    source.asked.get(0).complete(new UserPools(UserPools.Standing.OPEN, gone, 1));
    assertThat(hits(Strategy.FACTORS)).isZero();
    assertThat(hits(Strategy.POPULAR)).isZero();
    assertThat(hits(Strategy.BLEND)).isZero();
  }

  @Test
  void learn_manyTests_askForTotalsOnceASecond() {
    ListTests all = tests(1, 1);
    for (int n = 0; n < 3; n++) {
      begin(all, n);
      source.asked.get(n).complete(pools(UserPools.Standing.OPEN));
    }
    assertThat(source.totals).isEqualTo(1);
    nanos += 1_000_000_000L;
    begin(all, 3);
    source.asked.get(3).complete(pools(UserPools.Standing.OPEN));
    assertThat(source.totals).isEqualTo(2);
  }

  @Test
  void isSampled_share_isOfTheRecordsWhateverTheirPartition() {
    int sampled = 0;
    int again = 0;
    for (int offset = 0; offset < 10_000; offset++) {
      for (int partition = 0; partition < 6; partition++) {
        RecordId record = new RecordId(1, partition, offset);
        sampled += ListTests.isSampled(record, 0.01) ? 1 : 0;
        again += ListTests.isSampled(record, 0.01) && ListTests.isSampled(record, 0.1) ? 1 : 0;
      }
    }
    assertThat(sampled / 60_000.0).isCloseTo(0.01, within(0.0015));
    assertThat(again).isEqualTo(sampled);
    assertThat(ListTests.isSampled(BEFORE, 1)).isTrue();
    assertThat(ListTests.isSampled(BEFORE, 0)).isFalse();
  }
}
