package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.http.ListRequest;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.UserId;
import tandem.protocol.InteractionRules;
import tandem.protocol.ItemDescription;
import tandem.protocol.http.Because;
import tandem.protocol.http.Strategy;

class MembersTest {

  private static final int FACTORS = 5;
  private static final Answers ANSWERS =
      new Answers(InteractionRules.defaults().withScale(1, 10), Objective.RATING);
  private static final ItemId A = new ItemId("a");
  private static final ItemId B = new ItemId("b");
  private static final ItemId C = new ItemId("c");

  private final Random random = new Random(3);

  private FactorVector vector() {
    float[] values = new float[FACTORS];
    for (int f = 0; f < FACTORS; f++) {
      values[f] = (float) random.nextGaussian();
    }
    return FactorVector.wrap(values);
  }

  private UserEntity.Profile member(int n) {
    Factors factors = new Factors(vector(), (float) random.nextGaussian(), 1f, 3);
    return new UserEntity.Profile(
        new UserId("u" + n), factors, 3.5f, List.of(new ItemId("a")), List.of(), 0, 0, 0);
  }

  private static double predicted(UserEntity.Profile member, FactorVector item, float bias) {
    return member.mean() + member.factors().bias() + bias + member.factors().vector().dot(item);
  }

  /** What the list shows, score and base, is the mean of what each would make of the item. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20})
  void mean_andLeast_areThoseOfThePredictions(int size) {
    List<UserEntity.Profile> members = IntStream.range(0, size).mapToObj(this::member).toList();
    Members together = new Members(members);
    FactorVector mean = together.mean();
    double base =
        members.stream().mapToDouble(m -> m.mean() + m.factors().bias()).average().orElseThrow();
    for (int n = 0; n < 100; n++) {
      FactorVector item = vector();
      float bias = (float) random.nextGaussian();
      double boost = random.nextGaussian();
      double score = bias + mean.dot(item) + boost;
      double[] all = members.stream().mapToDouble(m -> predicted(m, item, bias)).toArray();
      assertThat(base + score - boost)
          .isCloseTo(
              IntStream.range(0, size).mapToDouble(i -> all[i]).average().orElseThrow(),
              within(1e-4));
      Hit hit =
          new Hit(new ItemId("x"), score, "", List.of(), new Hit.Detail(item, bias, List.of(), 0));
      double lowest = IntStream.range(0, size).mapToDouble(i -> all[i]).min().orElseThrow();
      assertThat(base + together.least(hit).score()).isCloseTo(lowest + boost, within(1e-4));
      assertThat(together.least(hit).score()).isLessThanOrEqualTo(score + 1e-5);
    }
  }

  private UserEntity.Profile member(int n, ItemId... recent) {
    UserEntity.Profile member = member(n);
    return new UserEntity.Profile(
        member.user(), member.factors(), 3.5f, List.of(recent), List.of(recent), 0, 0, 0);
  }

  private Map<ItemId, IndexedItem> known(ItemId... ids) {
    Map<ItemId, IndexedItem> known = new HashMap<>();
    for (ItemId id : ids) {
      known.put(id, new IndexedItem(id, 1, vector(), 0, 0, 1, ItemDescription.NONE, false));
    }
    return known;
  }

  private static double amount(Evidence evidence, ItemId item, FactorVector of) {
    return evidence.parts().stream()
        .filter(part -> part.item().equals(item))
        .mapToDouble(part -> part.vector().dot(of))
        .sum();
  }

  /** An item that two have taken counts for both. */
  @Test
  void ofMean_parts_areTheMeanOfThoseOfEach() {
    UserEntity.Profile first = member(0, A, B);
    UserEntity.Profile second = member(1, B, C);
    Map<ItemId, IndexedItem> known = known(A, B, C);
    Evidence ofFirst = Evidence.ofLearned(first.factors().vector(), first.recent(), known);
    Evidence ofSecond = Evidence.ofLearned(second.factors().vector(), second.recent(), known);
    Evidence both = new Members(List.of(first, second)).ofMean(known);
    FactorVector item = vector();
    for (ItemId id : List.of(A, B, C)) {
      assertThat(amount(both, id, item))
          .isCloseTo((amount(ofFirst, id, item) + amount(ofSecond, id, item)) / 2, within(1e-5));
    }
    assertThat(amount(both, B, item)).isNotZero();
  }

  /** By the mean each part is the mean of the members'; by the least the parts are one member's. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 20})
  void because_ofAGroup_isMadeOfTheReasonsOfItsMembers(int size) {
    Map<ItemId, IndexedItem> known = known(A, B, C);
    List<ItemId> ids = List.of(A, B, C);
    for (int n = 0; n < 50; n++) {
      List<UserEntity.Profile> users =
          IntStream.range(0, size)
              .mapToObj(u -> member(u, ids.get(u % 3), ids.get((u + 1 + random.nextInt(2)) % 3)))
              .toList();
      Members members = new Members(users);
      Hit.Detail detail = new Hit.Detail(vector(), (float) random.nextGaussian(), List.of(), 0);
      List<Because> each =
          users.stream()
              .map(user -> new Members(List.of(user)))
              .map(one -> because(asked(one).explainedBy(() -> one.ofMean(known)), one, detail))
              .toList();

      Because mean =
          because(asked(members).explainedBy(() -> members.ofMean(known)), members, detail);
      assertMean(mean, each, Because::other);
      assertMean(mean, each, because -> Objects.requireNonNull(because.base()));
      assertMean(mean, each, because -> Objects.requireNonNull(because.item()));
      for (ItemId id : ids) {
        assertMean(mean, each, because -> amount(because, id));
      }
      Because least =
          because(
              asked(members).rescored(members::least).explainedEach(() -> members.ofLeast(known)),
              members,
              detail);
      Because unhappy =
          Collections.min(each, Comparator.comparingDouble(MembersTest::withoutBoosts));
      for (ItemId id : ids) {
        assertThat(amount(least, id)).isCloseTo(amount(unhappy, id), within(1e-9));
      }
      assertThat(withoutBoosts(least)).isCloseTo(withoutBoosts(unhappy), within(1e-4));
    }
  }

  private static Question asked(Members members) {
    return new Question(
        new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, members.mean()),
        Set.of(),
        Strategy.GROUP,
        true,
        List.of(),
        ANSWERS.shown(members.base()));
  }

  private static Because because(Question question, Members members, Hit.Detail detail) {
    double score = detail.bias() + members.mean().dot(detail.vector());
    Hit hit = new Hit(new ItemId("x"), score, "", List.of(), detail);
    Hit scored = question.rescored() == null ? hit : question.rescored().apply(hit);
    Reasons reasons = new Reasons(question, ListRequest.of(1), ANSWERS);
    return Objects.requireNonNull(reasons.of(scored));
  }

  private static double withoutBoosts(Because because) {
    double sum = because.other();
    sum += Objects.requireNonNull(because.base()) + Objects.requireNonNull(because.item());
    return sum + because.items().stream().mapToDouble(Because.Weight::amount).sum();
  }

  private static double amount(Because because, ItemId item) {
    return because.items().stream()
        .filter(weight -> weight.itemId().equals(item.value()))
        .mapToDouble(Because.Weight::amount)
        .sum();
  }

  private static void assertMean(
      Because group, List<Because> each, ToDoubleFunction<Because> part) {
    assertThat(part.applyAsDouble(group))
        .isCloseTo(each.stream().mapToDouble(part).average().orElseThrow(), within(1e-4));
  }

  @Test
  void ofLeast_hit_isOfTheOneWhoLikesItLeast() {
    List<UserEntity.Profile> members = List.of(member(0, A), member(1, B), member(2, C));
    Function<Hit, Evidence> evidence = new Members(members).ofLeast(known(A, B, C));
    Set<ItemId> named = new HashSet<>();
    for (int n = 0; n < 100; n++) {
      FactorVector item = vector();
      UserEntity.Profile least =
          Collections.min(members, Comparator.comparingDouble(m -> predicted(m, item, 0)));
      Hit hit = new Hit(A, 0, "", List.of(), new Hit.Detail(item, 0, List.of(), 0));
      assertThat(evidence.apply(hit).parts())
          .extracting(Evidence.Part::item)
          .isEqualTo(least.recent());
      named.addAll(least.recent());
    }
    assertThat(named).hasSize(3);
    assertThat(evidence.apply(new Hit(A, 0, "", List.of())).parts()).isEmpty();
  }
}
