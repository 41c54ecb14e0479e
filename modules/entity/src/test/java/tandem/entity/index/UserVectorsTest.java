package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.FactorVector;
import tandem.model.UserId;

/** Users that move, go and come back in any order, against a map that is sorted whole. */
class UserVectorsTest {

  private static final int FACTORS = 6;

  private final Map<UserId, IndexedUser> newest = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void alike_randomRows_isWhatAMapSortedWholeSays(long seed) {
    Random random = new Random(seed);
    UserVectors users = new UserVectors(FACTORS);
    int size = 1 + random.nextInt(3_000);
    for (int step = 0; step < 6_000; step++) {
      IndexedUser row = row(random, size);
      IndexedUser before = newest.get(row.id());
      boolean newer = before == null || before.sequence() < row.sequence();
      assertThat(users.keep(row)).isEqualTo(newer);
      if (newer) {
        newest.put(row.id(), row);
      }
      if (step % 300 == 0) {
        assertAlike(users, vector(random), 1 + random.nextInt(40), id(random.nextInt(size)));
      }
    }
    assertThat(users.size()).isEqualTo((int) known().count());
    newest.forEach((id, row) -> assertThat(users.row(id)).isEqualTo(row));
  }

  private void assertAlike(UserVectors users, FactorVector vector, int k, UserId without) {
    List<AlikeUser> expected =
        known()
            .filter(row -> !row.id().equals(without))
            .map(row -> new AlikeUser(row.id(), cosine(vector, row.vector())))
            .sorted(Comparator.comparingDouble(AlikeUser::likeness).reversed())
            .limit(k)
            .toList();
    List<AlikeUser> found = users.alike(vector, k, without);
    assertThat(found).hasSameSizeAs(expected);
    assertThat(found).extracting(AlikeUser::user).doesNotContain(without).doesNotHaveDuplicates();
    for (int rank = 0; rank < found.size(); rank++) {
      AlikeUser one = found.get(rank);
      assertThat(one.likeness()).isCloseTo(expected.get(rank).likeness(), within(2e-6));
      IndexedUser row = Objects.requireNonNull(newest.get(one.user()), "is known");
      assertThat(one.likeness()).isCloseTo(cosine(vector, row.vector()), within(2e-6));
    }
  }

  private Stream<IndexedUser> known() {
    return newest.values().stream().filter(IndexedUser::isKnown);
  }

  private static double cosine(FactorVector a, FactorVector b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int f = 0; f < FACTORS; f++) {
      product += (double) a.get(f) * b.get(f);
      squaresA += (double) a.get(f) * a.get(f);
      squaresB += (double) b.get(f) * b.get(f);
    }
    return product / Math.sqrt(squaresA * squaresB);
  }

  private static IndexedUser row(Random random, int size) {
    UserId id = id(random.nextInt(size));
    long sequence = 1L + random.nextInt(20);
    return random.nextInt(4) == 0
        ? IndexedUser.unknown(id, sequence)
        : new IndexedUser(id, sequence, vector(random));
  }

  private static FactorVector vector(Random random) {
    float[] vector = new float[FACTORS];
    for (int f = 0; f < FACTORS; f++) {
      vector[f] = (float) random.nextGaussian();
    }
    return FactorVector.wrap(vector);
  }

  private static UserId id(int n) {
    return new UserId("u" + n);
  }
}
