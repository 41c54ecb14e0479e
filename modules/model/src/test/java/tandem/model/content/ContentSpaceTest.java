package tandem.model.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;
import tandem.model.FactorVector;

class ContentSpaceTest {

  @Test
  void of_randomItems_hasTheSingularValuesOfAFullDecomposition() {
    List<Terms> items = randomItems(60, 25);
    ContentSpace space = ContentSpace.of(items, 8, 1L);

    double[] expected = singularValues(items, space.vocabulary());
    double[] squares = new double[8];
    for (Terms item : items) {
      FactorVector coordinates = space.coordinates(item);
      for (int d = 0; d < 8; d++) {
        squares[d] += coordinates.get(d) * coordinates.get(d);
      }
    }
    assertThat(space.dimensions()).isEqualTo(8);
    for (int d = 0; d < 8; d++) {
      assertThat(Math.sqrt(squares[d])).isCloseTo(expected[d], within(0.01 * expected[0]));
    }
  }

  @Test
  void of_asManyDimensionsAsTerms_keepsEachCosine() {
    List<Terms> items = randomItems(40, 12);
    ContentSpace space = ContentSpace.of(items, 12, 1L);
    for (int i = 1; i < items.size(); i++) {
      double whole = rowProduct(space.vocabulary(), items.get(0), items.get(i));
      assertThat((double) space.coordinates(items.get(0)).dot(space.coordinates(items.get(i))))
          .isCloseTo(whole, within(1e-4));
    }
  }

  @Test
  void coordinates_termsThatGoTogetherElsewhere_lieClose() {
    List<Terms> items = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      items.add(terms("ship", "captain"));
      items.add(terms("ship", "sailor"));
      items.add(terms("planet", "robot"));
    }
    ContentSpace space = ContentSpace.of(items, 2, 1L);

    assertThat(cosine(space, terms("captain"), terms("sailor"))).isGreaterThan(0.9);
    assertThat(Math.abs(cosine(space, terms("captain"), terms("robot")))).isLessThan(0.1);
  }

  @Test
  void coordinates_unknownTermsBesideKnownOnes_changeNothing() {
    ContentSpace space = ContentSpace.of(randomItems(30, 10), 4, 1L);

    assertThat(space.coordinates(terms("t1", "never"))).isEqualTo(space.coordinates(terms("t1")));
    assertThat(space.coordinates(terms("never")).toArray()).containsOnly(0f);
  }

  @Test
  void of_sameItems_isTheSameSpace() {
    List<Terms> items = randomItems(50, 20);

    assertThat(ContentSpace.of(items, 5, 7L).vectors())
        .isEqualTo(ContentSpace.of(items, 5, 7L).vectors());
  }

  @Test
  void of_nothingInCommon_hasNoDimension() {
    ContentSpace space = ContentSpace.of(List.of(terms("a"), terms("b")), 4, 1L);

    assertThat(space.dimensions()).isZero();
    assertThat(space.coordinates(terms("a")).length()).isZero();
    assertThat(ContentSpace.of(List.of(), 4, 1L).dimensions()).isZero();
  }

  @Test
  void of_fewerKindsThanDimensions_hasAsManyAsThereAre() {
    List<Terms> items = List.of(terms("a"), terms("a"), terms("b", "c"), terms("b", "c"));

    assertThat(ContentSpace.of(items, 10, 1L).dimensions()).isEqualTo(2);
  }

  private static double cosine(ContentSpace space, Terms one, Terms other) {
    FactorVector a = space.coordinates(one);
    FactorVector b = space.coordinates(other);
    return a.dot(b) / Math.sqrt(a.dot(a) * b.dot(b));
  }

  private static double rowProduct(Vocabulary vocabulary, Terms one, Terms other) {
    double[] a = denseRow(vocabulary, one);
    double[] b = denseRow(vocabulary, other);
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      sum += a[t] * b[t];
    }
    return sum;
  }

  private static double[] denseRow(Vocabulary vocabulary, Terms item) {
    double[] dense = new double[vocabulary.size()];
    int[] numbers = vocabulary.numbers(item);
    float[] row = vocabulary.row(numbers);
    for (int n = 0; n < row.length; n++) {
      dense[numbers[n]] = row[n];
    }
    return dense;
  }

  private static double[] singularValues(List<Terms> items, Vocabulary vocabulary) {
    R064Store matrix = R064Store.FACTORY.make(items.size(), vocabulary.size());
    for (int i = 0; i < items.size(); i++) {
      double[] row = denseRow(vocabulary, items.get(i));
      for (int t = 0; t < row.length; t++) {
        matrix.set(i, t, row[t]);
      }
    }
    SingularValue<Double> svd = SingularValue.R064.make(matrix);
    assertThat(svd.decompose(matrix)).isTrue();
    return svd.getSingularValues().toRawCopy1D();
  }

  private static List<Terms> randomItems(int count, int vocabulary) {
    Random random = new Random(5);
    List<Terms> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String[] words = new String[2 + random.nextInt(5)];
      for (int w = 0; w < words.length; w++) {
        words[w] = "t" + (int) (vocabulary * Math.pow(random.nextDouble(), 2));
      }
      items.add(terms(words));
    }
    return items;
  }

  private static Terms terms(String... words) {
    return Terms.of(String.join(" ", words), List.of(), Map.of());
  }
}
