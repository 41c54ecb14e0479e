package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.assertj.core.util.DoubleComparator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tandem.entity.index.Hit;
import tandem.model.BlendWeights;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

class LiveBlendTest {

  private static final BlendSettings FIRST = new BlendSettings(1, 0, 1, 1, 2);

  private final FakeStore store = new FakeStore();
  private final LiveBlend one = LiveBlend.learned(FIRST, store);
  private final LiveBlend other = LiveBlend.learned(FIRST, store);

  /** Adds as the table does. */
  private static final class FakeStore implements LiveBlend.Store {
    private @Nullable BlendWeights stored;
    private boolean away;
    private List<String> names = List.of();

    @Override
    public CompletionStage<BlendWeights> add(
        List<String> rankings, BlendWeights first, BlendWeights base, BlendWeights known) {
      names = rankings;
      if (away) {
        return CompletableFuture.failedFuture(new IllegalStateException("away"));
      }
      stored = known.since(base, stored == null ? first : stored);
      return CompletableFuture.completedFuture(stored);
    }

    @Override
    public CompletionStage<?> reset() {
      stored = null;
      return CompletableFuture.completedFuture(null);
    }
  }

  private static List<Hit> hits(String prefix, int count) {
    List<Hit> hits = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      hits.add(new Hit(new ItemId(prefix + n), -n, "", List.of()));
    }
    return hits;
  }

  private static UserPools pools() {
    Map<Strategy, List<Hit>> pools = new LinkedHashMap<>();
    pools.put(Strategy.FACTORS, hits("f", 100));
    pools.put(Strategy.COOCCURRENCE, hits("c", 30));
    pools.put(Strategy.POPULAR, hits("p", 100));
    return new UserPools(UserPools.Standing.OPEN, pools, 3);
  }

  private static void take(LiveBlend blend, String item) {
    blend.taken(pools(), new ItemId(item));
  }

  private static void share(LiveBlend blend) {
    assertThat(blend.share().toCompletableFuture()).isCompleted();
  }

  private static void same(BlendSettings actual, BlendSettings expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withComparatorForType(new DoubleComparator(1e-9), Double.class)
        .isEqualTo(expected);
  }

  @Test
  void taken_firstOfARanking_raisesItAndLowersOthers() {
    take(one, "f0");
    assertThat(one.weights().factors()).isGreaterThan(1);
    assertThat(one.weights().cooccurrence()).isLessThan(2);
    assertThat(one.weights().popular()).isLessThan(1);
    assertThat(one.weights().content()).isEqualTo(1); // it has nothing to say of this user
    assertThat(one.weights().neighbours()).isZero(); // it is no member
  }

  @Test
  void taken_whatNoRankingHas_teachesNothing() {
    take(one, "p100");
    take(one, "nowhere");
    assertThat(one.weights()).isEqualTo(FIRST);
    take(one, "p99");
    assertThat(one.weights()).isNotEqualTo(FIRST);
  }

  @Test
  void taken_fixed_staysAsItIs() {
    LiveBlend fixed = LiveBlend.fixed(FIRST);
    take(fixed, "f0");
    assertThat(fixed.weights()).isEqualTo(FIRST);
    assertThat(fixed.isLearned()).isFalse();
    assertThat(one.isLearned()).isTrue();
  }

  @Test
  void taken_alwaysTheSameRanking_othersFallToAHundredthAndComeBack() {
    for (int n = 0; n < 300; n++) {
      take(one, "c0");
    }
    assertThat(one.weights().popular()).isEqualTo(0.01 * one.weights().cooccurrence());
    assertThat(one.has(Strategy.POPULAR)).isTrue();
    for (int n = 0; n < 300; n++) {
      take(one, "p0");
    }
    assertThat(one.weights().popular()).isGreaterThan(one.weights().cooccurrence());
  }

  @Test
  void share_twoNodes_bothHaveWhatBothLearned() {
    take(one, "f0");
    take(other, "f0");
    double alone = one.weights().factors() - 1;
    share(one);
    share(other);
    share(one);
    same(one.weights(), other.weights());
    assertThat(one.weights().factors()).isCloseTo(1 + 2 * alone, within(1e-12));
    assertThat(store.names).containsExactly("factors", "content", "cooccurrence", "popular");
    share(other);
    share(one);
    assertThat(one.weights().factors()).isCloseTo(1 + 2 * alone, within(1e-12)); // once
  }

  @Test
  void share_afterARestart_hasWhatIsStored() {
    take(one, "f0");
    share(one);
    LiveBlend again = LiveBlend.learned(FIRST, store);
    assertThat(again.weights()).isEqualTo(FIRST);
    share(again);
    same(again.weights(), one.weights());
  }

  @Test
  void share_databaseAway_losesNothing() {
    take(one, "f0");
    BlendSettings learned = one.weights();
    store.away = true;
    share(one);
    same(one.weights(), learned);
    store.away = false;
    share(one);
    share(other);
    same(other.weights(), learned);
  }

  @Test
  void reset_oneNode_allBeginAnew() {
    take(one, "f0");
    share(one);
    share(other);
    assertThat(one.reset().toCompletableFuture()).isCompleted();
    share(other);
    same(one.weights(), FIRST);
    same(other.weights(), FIRST);
  }
}
