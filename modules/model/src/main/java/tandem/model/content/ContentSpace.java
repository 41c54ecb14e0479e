package tandem.model.content;

import java.util.Arrays;
import java.util.List;
import tandem.model.FactorVector;
import tandem.model.svd.RightVectors;
import tandem.model.svd.SparseRows;

/**
 * Latent semantic analysis of a catalogue (Deerwester, Dumais, Furnas, Landauer, Harshman, JASIS
 * 41(6), 1990): items whose descriptions have terms in common, or terms that go together elsewhere,
 * lie close. An item that was not there when the space was made is folded in: its coordinates are
 * its row of term weights times the right singular vectors, as for those that were. Immutable.
 */
public final class ContentSpace {

  /** The most terms that are kept, those that most items have. */
  public static final int MOST_TERMS = 20_000;

  private final Vocabulary vocabulary;
  private final float[] vectors; // terms × dimensions
  private final int dimensions;

  /** Takes the vectors over. */
  ContentSpace(Vocabulary vocabulary, float[] vectors) {
    this.vocabulary = vocabulary;
    this.vectors = vectors;
    this.dimensions = vocabulary.size() == 0 ? 0 : vectors.length / vocabulary.size();
  }

  /**
   * The space of a catalogue, the same for the same items in the same order.
   *
   * @param most dimensions; there are fewer where the items have fewer that differ
   */
  public static ContentSpace of(List<Terms> items, int most, long seed) {
    Vocabulary vocabulary = Vocabulary.of(items, MOST_TERMS);
    return new ContentSpace(vocabulary, RightVectors.of(rows(vocabulary, items), most, seed));
  }

  /** How many coordinates an item has; 0 where no two items have a term in common. */
  public int dimensions() {
    return dimensions;
  }

  /** The terms and their weights. */
  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The right singular vectors, a row for each term; not to be written. */
  float[] vectors() {
    return vectors;
  }

  /** Those of the terms that are known. */
  public Terms known(Terms item) {
    return new Terms(item.values().stream().filter(vocabulary::contains).toList());
  }

  /** Where an item with these terms lies; zero if it has none that is known. */
  public FactorVector coordinates(Terms item) {
    float[] coordinates = new float[dimensions];
    int[] numbers = vocabulary.numbers(item);
    float[] row = vocabulary.row(numbers);
    for (int n = 0; n < row.length; n++) {
      int from = numbers[n] * dimensions;
      for (int d = 0; d < dimensions; d++) {
        coordinates[d] += row[n] * vectors[from + d];
      }
    }
    return FactorVector.wrap(coordinates);
  }

  /** The matrix of items × terms. */
  private static SparseRows rows(Vocabulary vocabulary, List<Terms> items) {
    int[] starts = new int[items.size() + 1];
    int[] terms = new int[items.stream().mapToInt(item -> item.values().size()).sum()];
    float[] weights = new float[terms.length];
    int end = 0;
    for (int i = 0; i < items.size(); i++) {
      int[] numbers = vocabulary.numbers(items.get(i));
      System.arraycopy(numbers, 0, terms, end, numbers.length);
      System.arraycopy(vocabulary.row(numbers), 0, weights, end, numbers.length);
      end += numbers.length;
      starts[i + 1] = end;
    }
    return new SparseRows(
        starts, Arrays.copyOf(terms, end), Arrays.copyOf(weights, end), vocabulary.size());
  }
}
