package tandem.app.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.entity.index.Hit;
import tandem.entity.user.UserEntity;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.UserId;

class GroupListsTest {

  private static final int FACTORS = 5;

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
    FactorVector mean = GroupLists.mean(members);
    UnaryOperator<Hit> least = GroupLists.least(members, mean);
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
      assertThat(base + least.apply(hit).score()).isCloseTo(lowest + boost, within(1e-4));
      assertThat(least.apply(hit).score()).isLessThanOrEqualTo(score + 1e-5);
    }
  }
}
