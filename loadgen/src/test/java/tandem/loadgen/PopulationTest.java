package tandem.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

class PopulationTest {

  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final PopulationSettings SETTINGS = PopulationSettings.defaults(42);
  private static final int EVENTS = 40_000;

  @Test
  void next_sameSeed_givesTheSameEventsAndTruth() {
    Population one = new Population(SETTINGS, START);
    Population other = new Population(SETTINGS, START);

    assertThat(events(one, 2_000)).isEqualTo(events(other, 2_000));
    assertThat(one.items()).isEqualTo(other.items());
    UserId user = one.users().get(5);
    assertThat(one.best(user, 20)).isEqualTo(other.best(user, 20));
  }

  @Test
  void next_otherSeedOrStart_sharesNoEventId() {
    Set<String> ids = ids(new Population(SETTINGS, START));
    Set<String> otherSeed = ids(new Population(PopulationSettings.defaults(43), START));
    Set<String> otherStart = ids(new Population(SETTINGS, START.plusMillis(1)));

    assertThat(ids).hasSize(500).doesNotContainAnyElementsOf(otherSeed);
    assertThat(ids).doesNotContainAnyElementsOf(otherStart);
  }

  @Test
  void next_manyEvents_areValidRatingsAndAFewViews() {
    InteractionRules rules = InteractionRules.defaults();
    int views = 0;
    for (Interaction event : events(new Population(SETTINGS, START), EVENTS)) {
      assertThat(rules.weights()).containsKey(event.type());
      Double value = event.value();
      if (value == null) {
        assertThat(event.type()).isEqualTo(InteractionRules.VIEW);
        views++;
      } else {
        assertThat(event.type()).isEqualTo(InteractionRules.RATING);
        assertThat(value).isBetween(rules.minRating(), rules.maxRating());
        assertThat(value * 2).isEqualTo(Math.rint(value * 2));
        assertThat(rules.target(event, Objective.RATING).value()).isEqualTo(value.floatValue());
      }
    }

    assertThat((double) views / EVENTS).isCloseTo(SETTINGS.viewShare(), within(0.006));
  }

  @Test
  void next_manyEvents_areOfAllStarsAndMostlyInTheMiddle() {
    Map<Double, Integer> stars = new HashMap<>();
    for (Interaction event : events(new Population(SETTINGS, START), EVENTS)) {
      if (event.value() != null) {
        stars.merge(event.value(), 1, Integer::sum);
      }
    }

    assertThat(stars).hasSize(10);
    assertThat(stars.getOrDefault(3.5, 0)).isGreaterThan(stars.getOrDefault(0.5, 0));
  }

  @Test
  void next_selectivityZero_itemsAndUsersHaveZipfShares() {
    // So many users that hardly one comes to what it had lately, which would flatten the shares.
    PopulationSettings random = selective(0).withSize(20_000, 2_000);
    Map<ItemId, Integer> items = new HashMap<>();
    Map<UserId, Integer> users = new HashMap<>();
    for (Interaction event : events(new Population(random, START), EVENTS)) {
      items.merge(event.item(), 1, Integer::sum);
      users.merge(event.user(), 1, Integer::sum);
    }

    // Four standard deviations, and the most drawn of many a little more than the most probable.
    assertThat(topShare(items, 100))
        .isCloseTo(new Zipf(random.items(), random.itemSkew()).share(100), within(0.012));
    assertThat(topShare(users, 100))
        .isCloseTo(new Zipf(random.users(), random.userSkew()).share(100), within(0.012));
  }

  @Test
  void next_selectiveUsers_likeWhatTheyTakeMoreThanChance() {
    assertThat(meanOpinion(selective(1))).isGreaterThan(meanOpinion(selective(0)) + 0.5);
  }

  @Test
  void next_oneUserWithinItsMemory_takesNoItemTwice() {
    Population population = new Population(SETTINGS.withSize(1, 2_000), START);

    assertThat(events(population, 64)).extracting(Interaction::item).doesNotHaveDuplicates();
  }

  @Test
  void expectedRating_tastesOfTheDefaults_isUnbiasedAndFarBetterThanTheMean() {
    Errors errors = errors(SETTINGS);

    assertThat(errors.mean()).isCloseTo(0, within(0.01));
    assertThat(errors.rmse()).isLessThan(SETTINGS.noise());
    assertThat(errors.rmseOfTheMean()).isGreaterThan(1.8 * SETTINGS.noise());
  }

  @Test
  void expectedRating_noRatingIsClipped_hasTheConfiguredError() {
    Errors errors = errors(variant(0.5, 2.75, 0.2));

    assertThat(errors.mean()).isCloseTo(0, within(0.01));
    assertThat(errors.rmse() / SETTINGS.noise()).isCloseTo(1, within(0.02));
  }

  @Test
  void best_ofAUser_haveTheHighestExpectedRatingsInOrder() {
    Population population = new Population(SETTINGS, START);
    UserId user = population.users().get(3);
    List<ItemId> best = population.best(user, 10);
    List<ItemId> all = population.best(user, Integer.MAX_VALUE);

    assertThat(best).hasSize(10).isEqualTo(all.subList(0, 10));
    assertThat(all).hasSize(SETTINGS.items()).doesNotHaveDuplicates();
    for (int rank = 1; rank < all.size(); rank++) {
      assertThat(population.expectedRating(user, all.get(rank)))
          .isLessThanOrEqualTo(population.expectedRating(user, all.get(rank - 1)));
    }
    assertThat(population.best(user, 10, Set.copyOf(best))).isEqualTo(all.subList(10, 20));
  }

  @Test
  void next_timePasses_tastesTurnAndKeepTheirLength() {
    Population population = new Population(SETTINGS.withDriftPerDay(0.1), START);
    UserId user = population.users().get(7);
    double[] before = population.taste(user);
    List<ItemId> bestBefore = population.best(user, 20);
    population.next(START.plus(Duration.ofDays(10)));
    double[] after = population.taste(user);

    assertThat(Taste.dot(before, before)).isCloseTo(1, within(1e-12));
    assertThat(Taste.dot(after, after)).isCloseTo(1, within(1e-12));
    assertThat(Math.acos(Taste.dot(before, after))).isCloseTo(1, within(1e-9));
    assertThat(population.best(user, 20)).isNotEqualTo(bestBefore);
  }

  @Test
  void next_noDrift_tastesStay() {
    Population population = new Population(SETTINGS.withDriftPerDay(0), START);
    UserId user = population.users().get(7);
    List<ItemId> before = population.best(user, 20);
    population.next(START.plus(Duration.ofDays(1_000)));

    assertThat(population.best(user, 20)).isEqualTo(before);
  }

  @Test
  void items_all_haveTheirOwnTitlesAndOneOrTwoCategories() {
    List<CatalogueItem> items = new Population(SETTINGS, START).items();

    assertThat(items).hasSize(SETTINGS.items());
    assertThat(items).extracting(CatalogueItem::title).doesNotHaveDuplicates();
    Set<String> categories = new HashSet<>();
    for (CatalogueItem item : items) {
      assertThat(item.categories()).hasSizeBetween(1, 2).doesNotHaveDuplicates();
      categories.addAll(item.categories());
    }
    assertThat(categories).hasSize(10);
  }

  @Test
  void next_oneUserAndOneItem_stillGivesEvents() {
    Population population = new Population(SETTINGS.withSize(1, 1), START);

    assertThat(events(population, 10)).hasSize(10);
  }

  @Test
  void expectedRating_unknownId_isRefused() {
    Population population = new Population(SETTINGS, START);
    UserId user = population.users().get(0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> population.expectedRating(user, new ItemId("x")));
    assertThatIllegalArgumentException().isThrownBy(() -> population.best(new UserId("x"), 1));
    assertThatIllegalArgumentException().isThrownBy(() -> population.best(user, -1));
  }

  @Test
  void settings_presets_areAsDocumented() {
    assertThat(PopulationSettings.defaults(1))
        .isEqualTo(
            new PopulationSettings(
                1, 1_000, 2_000, 4, 0.6, 0.8, 3.2, 0.3, 0.35, 0.8, 0.45, 0.5, 0.1, 0.02));
    assertThat(PopulationSettings.demo(1))
        .isEqualTo(
            new PopulationSettings(
                1, 300, 500, 2, 0.6, 0.8, 3.2, 0.3, 0.35, 0.8, 0.45, 0.5, 0.1, 0.02));
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SETTINGS.withSize(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> SETTINGS.withSize(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> SETTINGS.withDriftPerDay(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> selective(1.1));
  }

  private static List<Interaction> events(Population population, int count) {
    List<Interaction> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(population.next(START.plusSeconds(i)));
    }
    return events;
  }

  private static Set<String> ids(Population population) {
    Set<String> ids = new HashSet<>();
    events(population, 500).forEach(event -> ids.add(String.valueOf(event.eventId())));
    return ids;
  }

  private static double meanOpinion(PopulationSettings settings) {
    Population population = new Population(settings, START);
    return events(population, 5_000).stream()
        .mapToDouble(event -> population.expectedRating(event.user(), event.item()))
        .average()
        .orElseThrow();
  }

  private static double topShare(Map<?, Integer> counts, int top) {
    List<Integer> descending = new ArrayList<>(counts.values());
    descending.sort((a, b) -> b - a);
    double total = descending.stream().mapToInt(Integer::intValue).sum();
    return descending.stream().limit(top).mapToInt(Integer::intValue).sum() / total;
  }

  private record Errors(double mean, double rmse, double rmseOfTheMean) {}

  private static Errors errors(PopulationSettings settings) {
    Population population = new Population(settings, START);
    double sum = 0;
    double squares = 0;
    double spread = 0;
    int ratings = 0;
    for (int i = 0; i < EVENTS; i++) {
      Interaction event = population.next(START.plusSeconds(i));
      Double value = event.value();
      if (value != null) {
        double error = value - population.expectedRating(event.user(), event.item());
        sum += error;
        squares += error * error;
        spread += Math.pow(value - settings.mean(), 2);
        ratings++;
      }
    }
    return new Errors(sum / ratings, Math.sqrt(squares / ratings), Math.sqrt(spread / ratings));
  }

  private static PopulationSettings selective(double selectivity) {
    return variant(selectivity, SETTINGS.mean(), 1);
  }

  private static PopulationSettings variant(double selectivity, double mean, double spread) {
    PopulationSettings s = SETTINGS;
    return new PopulationSettings(
        s.seed(),
        s.users(),
        s.items(),
        s.traits(),
        s.userSkew(),
        s.itemSkew(),
        mean,
        spread * s.userBias(),
        spread * s.itemBias(),
        spread * s.taste(),
        s.noise(),
        selectivity,
        s.viewShare(),
        s.driftPerDay());
  }
}
