package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.entity.user.UserEntity;
import tandem.http.SeenItems;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Minutes;
import tandem.ranking.Penalties;

class FadingTest {

  private static final int NOW = 30_000_000; // minutes since the epoch
  private static final Instant INSTANT = Instant.ofEpochSecond(NOW * 60L + 59);
  private static final SeenItems HOURLY =
      new SeenItems(SeenItems.Show.DECAY, Duration.ofMinutes(60));
  private static final ItemId A = new ItemId("a");
  private static final ItemId B = new ItemId("b");

  /** Items that were taken so many minutes ago, by somebody who wants a half-life of an hour. */
  static Fading seenAt(int minutesAgo, String... items) {
    return Fading.of(List.of(user(minutesAgo, items)), HOURLY, INSTANT);
  }

  private static UserEntity.Profile user(int minutesAgo, String... items) {
    int[] minutes = new int[items.length];
    Arrays.fill(minutes, NOW - minutesAgo);
    return user(Minutes.wrap(minutes), items);
  }

  private static UserEntity.Profile user(Minutes minutes, String... items) {
    Factors factors = new Factors(FactorVector.of(1f), 0f, 0f, 1);
    List<ItemId> seen = Stream.of(items).map(ItemId::new).toList();
    return new UserEntity.Profile(
        new UserId("u"), factors, 0f, seen, List.of(), 0, 0, 0, minutes, List.of());
  }

  private static UserEntity.Profile ofAnEarlierNode(String... items) {
    UserEntity.Profile now = user(0, items);
    return new UserEntity.Profile(now.user(), now.factors(), 0f, now.seen(), List.of(), 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 10",
    "0, 10",
    "60, 5",
    "90, 3.5355",
    "120, 2.5",
    "180, 1.25",
    "599, 0.00988",
    "600, 0"
  })
  void penalty_age_halvesWithEachHalfLife(int minutesAgo, double units) {
    Fading fading = seenAt(minutesAgo, "a");
    assertThat(fading.has(A)).isTrue();
    assertThat(fading.penalty(A, 1)).isCloseTo((float) units, within(1e-4f));
    assertThat(fading.penalty(A, 0.18)).isCloseTo((float) (0.18 * units), within(1e-5f));
    assertThat(fading.penalty(B, 1)).isZero();
  }

  @Test
  void penalties_whatHasItsScoreAgainOrIsExcluded_isNotSent() {
    Fading fading =
        Fading.of(List.of(user(Minutes.wrap(NOW - 600, NOW, NOW), "a", "b", "c")), HOURLY, INSTANT);
    Penalties<ItemId> penalties = fading.penalties(2, Set.of(new ItemId("c")));
    assertThat(penalties).isEqualTo(new Penalties<>(List.of(B), FactorVector.of(20f)));
    assertThat(fading.has(A)).isTrue();
    assertThat(fading.without(Set.of(A)).has(A)).isFalse();
    assertThat(fading.without(Set.of(A)).has(B)).isTrue();
  }

  @Test
  void of_severalUsers_countsFromTheLastWhoTookIt() {
    Fading fading =
        Fading.of(List.of(user(60, "a", "b"), user(0, "a"), user(120, "a")), HOURLY, INSTANT);
    assertThat(fading.penalty(A, 1)).isEqualTo(10f);
    assertThat(fading.penalty(B, 1)).isEqualTo(5f);
  }

  @Test
  void of_userOfAnEarlierNode_hasNothingAgain() {
    Fading fading = Fading.of(List.of(user(600, "a", "b"), ofAnEarlierNode("a")), HOURLY, INSTANT);
    assertThat(fading.has(A)).isFalse();
    assertThat(fading.has(B)).isTrue();
  }

  @Test
  void of_excluded_hasNothingAgain() {
    Fading fading = Fading.of(List.of(user(0, "a")), SeenItems.EXCLUDED, INSTANT);
    assertThat(fading.has(A)).isFalse();
    assertThat(fading.penalties(1, Set.of())).isEqualTo(Penalties.none());
  }
}
