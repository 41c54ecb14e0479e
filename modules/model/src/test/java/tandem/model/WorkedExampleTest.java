package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

/** Computes every number with a decimal point that docs/worked-example.md shows. */
class WorkedExampleTest {

  private static final float[][] R = {
    {0, 5, 4, 0, 0}, {0, 0, 0, 5, 0}, {0, 0, 0, 0, 5}, {0, 5, 0, 0, 0}, {4, 0, 0, 0, 5}
  };
  private static final float[][] P = {{1, 0}, {0, 1}, {.5f, .5f}, {1, 1}, {.5f, 1}};
  private static final float[][] Q = {{1, .5f}, {2, 1}, {1, 1}, {1, 2}, {1, 3}};
  private static final int K = 2;
  private static final double LAMBDA = 0.1;
  private static final double TINY = 1e-6;

  private final Set<String> computed = new TreeSet<>();

  @Test
  void document_everyNumber_isComputedHere() throws IOException {
    given(0.1, 0.5, 0.05);
    lossAndOneGradient();
    passesOfSgd();
    closedFormOfUserOne();
    alternatingRidge();
    zerosAsValues();

    assertThat(numbersOf(document())).isEqualTo(computed);
  }

  @Test
  void alternatingRidge_zerosAsValues_reachesTheBestRankTwoError() {
    Pair pair = alternate(start(), 500, TINY, true);

    assertThat(2 * loss(pair, true)).isCloseTo(bestRankTwoError(), within(1e-3));
  }

  @Test
  void bestRankTwoError_byHand_isTwentyFivePlusTwiceTheSmallEigenvalue() {
    assertThat(bestRankTwoError()).isCloseTo(25 + 2 * (33 - Math.sqrt(689)), within(1e-9));
  }

  private record Pair(List<Factors> users, List<Factors> items) {}

  private void lossAndOneGradient() {
    show(loss(start(), false));
    Sgd sgd = new Sgd(plain(0.1));
    Factors user = start().users().get(0);
    Factors item = start().items().get(1);
    float error = sgd.error(new Target(5, 1), 0, user, item);
    assertThat(error).isEqualTo(3f);
    Factors movedUser = sgd.stepUser(user, item.vector(), error);
    Factors movedItem = sgd.stepItem(item, user.vector(), error);
    show(movedUser.vector());
    show(movedItem.vector());
    show(sgd.score(0, movedUser, movedItem));
    show(sgd.error(new Target(5, 1), 0, movedUser, movedItem));
  }

  private void passesOfSgd() {
    Sgd sgd = new Sgd(plain(0.05));
    Pair pair = start();
    for (int pass = 1; pass <= 1000; pass++) {
      pass(sgd, pair);
      if (pass == 1 || pass == 10 || pass == 100) {
        show(loss(pair, false));
      }
    }
    assertThat(loss(pair, false)).isLessThan(TINY);
  }

  private static void pass(Sgd sgd, Pair pair) {
    for (int u = 0; u < R.length; u++) {
      for (int i = 0; i < R.length; i++) {
        if (R[u][i] > 0) {
          Factors user = pair.users().get(u);
          Factors item = pair.items().get(i);
          float error = sgd.error(new Target(R[u][i], 1), 0, user, item);
          pair.users().set(u, sgd.stepUser(user, item.vector(), error));
          pair.items().set(i, sgd.stepItem(item, user.vector(), error));
        }
      }
    }
  }

  private void closedFormOfUserOne() {
    given(5.1, 2.1, 1.71, 2.4, 3.9);
    FactorVector p = FoldIn.user(rated(R[0], start().items(), false), K, LAMBDA);
    assertThat(p.get(0)).isCloseTo((float) (2.4 / 1.71), within(1e-6f));
    assertThat(p.get(1)).isCloseTo((float) (3.9 / 1.71), within(1e-6f));
    show(p);
    show(p.dot(FactorVector.of(Q[1])));
    show(p.dot(FactorVector.of(Q[2])));
  }

  private void alternatingRidge() {
    show(regularised(start()));
    double last = Double.MAX_VALUE;
    for (int rounds : new int[] {1, 2, 10, 100}) {
      Pair pair = alternate(start(), rounds, LAMBDA, false);
      assertThat(regularised(pair)).isLessThan(last);
      last = regularised(pair);
      show(last);
      if (rounds == 100) {
        showMatrix(pair);
      }
    }
  }

  private void zerosAsValues() {
    SingularValue<Double> svd = svd();
    for (int f = 0; f < R.length; f++) {
      show(svd.getSingularValues().get(f));
    }
    show(bestRankTwoError());
    show(33 + Math.sqrt(689));
    show(33 - Math.sqrt(689));
    showMatrix(alternate(start(), 500, TINY, true));
  }

  private static double bestRankTwoError() {
    double error = 0;
    for (int f = K; f < R.length; f++) {
      error += Math.pow(svd().getSingularValues().get(f), 2);
    }
    return error;
  }

  private static SingularValue<Double> svd() {
    R064Store matrix = R064Store.FACTORY.make(R.length, R.length);
    for (int u = 0; u < R.length; u++) {
      for (int i = 0; i < R.length; i++) {
        matrix.set(u, i, R[u][i]);
      }
    }
    SingularValue<Double> svd = SingularValue.R064.make(matrix);
    svd.decompose(matrix);
    return svd;
  }

  private static Pair alternate(Pair pair, int rounds, double lambda, boolean zeros) {
    for (int round = 0; round < rounds; round++) {
      for (int u = 0; u < R.length; u++) {
        pair.users().set(u, vector(FoldIn.user(rated(R[u], pair.items(), zeros), K, lambda)));
      }
      for (int i = 0; i < R.length; i++) {
        pair.items().set(i, vector(FoldIn.user(rated(column(i), pair.users(), zeros), K, lambda)));
      }
    }
    return pair;
  }

  private static List<Rated> rated(float[] ratings, List<Factors> others, boolean zeros) {
    List<Rated> rated = new ArrayList<>();
    for (int n = 0; n < ratings.length; n++) {
      if (zeros || ratings[n] > 0) {
        rated.add(new Rated(others.get(n).vector(), ratings[n], 1f));
      }
    }
    return rated;
  }

  private static float[] column(int i) {
    float[] column = new float[R.length];
    for (int u = 0; u < R.length; u++) {
      column[u] = R[u][i];
    }
    return column;
  }

  /** Half the squared error, of the known entries or of all 25. */
  private static double loss(Pair pair, boolean zeros) {
    double loss = 0;
    for (int u = 0; u < R.length; u++) {
      for (int i = 0; i < R.length; i++) {
        if (zeros || R[u][i] > 0) {
          loss += 0.5 * Math.pow(R[u][i] - predicted(pair, u, i), 2);
        }
      }
    }
    return loss;
  }

  private static double regularised(Pair pair) {
    double squares = 0;
    for (int n = 0; n < R.length; n++) {
      FactorVector p = pair.users().get(n).vector();
      FactorVector q = pair.items().get(n).vector();
      squares += p.dot(p) + q.dot(q);
    }
    return loss(pair, false) + 0.5 * LAMBDA * squares;
  }

  private static float predicted(Pair pair, int u, int i) {
    return pair.users().get(u).vector().dot(pair.items().get(i).vector());
  }

  private static Pair start() {
    Pair pair = new Pair(new ArrayList<>(), new ArrayList<>());
    for (int n = 0; n < R.length; n++) {
      pair.users().add(vector(FactorVector.of(P[n])));
      pair.items().add(vector(FactorVector.of(Q[n])));
    }
    return pair;
  }

  private static Factors vector(FactorVector vector) {
    return new Factors(vector, 0f, 0f, 0);
  }

  /** Steps without biases, L2 and Adagrad: with a floor of 1e12 its root only scales the rate. */
  private static ModelSettings plain(double rate) {
    StepSettings steps = new StepSettings(0, 1e30, 0, 0, 0, rate * 1e6, 0);
    return new ModelSettings(
        Objective.RATING, K, 1, 0, steps, steps, 1e12, 0, 0, NegativeSource.RECENT, false, false);
  }

  private void showMatrix(Pair pair) {
    for (int u = 0; u < R.length; u++) {
      for (int i = 0; i < R.length; i++) {
        computed.add(text("%.2f", predicted(pair, u, i)));
      }
    }
  }

  private void show(FactorVector vector) {
    for (int f = 0; f < vector.length(); f++) {
      show(vector.get(f));
    }
  }

  private void show(double value) {
    computed.add(text("%.4f", value));
  }

  private void given(double... values) {
    for (double value : values) {
      computed.add(Double.toString(value));
    }
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value + 0.0).replaceFirst("^-(0\\.0*)$", "$1");
  }

  private static Set<String> numbersOf(String document) {
    Set<String> numbers = new TreeSet<>();
    Pattern.compile("-?\\d+\\.\\d+")
        .matcher(document)
        .results()
        .forEach(m -> numbers.add(m.group()));
    return numbers;
  }

  private static String document() throws IOException {
    return Files.readString(find(Path.of("").toAbsolutePath(), "docs/worked-example.md"));
  }

  /** The file in this folder or in one above it. */
  private static Path find(@Nullable Path folder, String file) {
    assertThat(folder).as("a folder with " + file).isNotNull();
    Path here = Objects.requireNonNull(folder).resolve(file);
    return Files.exists(here) ? here : find(folder.getParent(), file);
  }
}
