package tandem.model.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The terms that say something about how items are related, numbered, with their weights. A term
 * that only one item has relates it to no other and is left out. The weight of a term is ln(N / n)
 * + 1 for n of N items that have it (Spärck Jones, J. Documentation 28(1), 1972; the 1 keeps a term
 * that all have); an item's row of weights has length 1 (Salton, Wong, Yang, CACM 18(11), 1975).
 */
public final class Vocabulary {

  private final List<String> terms;
  private final float[] weights;
  private final Map<String, Integer> numbers;

  /** These terms with these weights, which it takes over. */
  Vocabulary(List<String> terms, float[] weights) {
    this.terms = List.copyOf(terms);
    this.weights = weights;
    this.numbers = new HashMap<>(terms.size() * 2);
    for (int t = 0; t < weights.length; t++) {
      numbers.put(this.terms.get(t), t);
    }
  }

  /** The {@code most} terms that most items have, of those that at least two have. */
  static Vocabulary of(List<Terms> items, int most) {
    Map<String, Integer> counts = new HashMap<>();
    for (Terms item : items) {
      item.values().forEach(term -> counts.merge(term, 1, Integer::sum));
    }
    List<Map.Entry<String, Integer>> kept = new ArrayList<>(counts.entrySet());
    kept.removeIf(entry -> entry.getValue() < 2);
    kept.sort(
        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    List<Map.Entry<String, Integer>> first = kept.subList(0, Math.min(most, kept.size()));
    float[] weights = new float[first.size()];
    for (int t = 0; t < weights.length; t++) {
      weights[t] = (float) (Math.log((double) items.size() / first.get(t).getValue()) + 1);
    }
    return new Vocabulary(first.stream().map(Map.Entry::getKey).toList(), weights);
  }

  /** How many terms there are. */
  public int size() {
    return weights.length;
  }

  /** The terms by number. */
  List<String> terms() {
    return terms;
  }

  /** Whether there is such a term. */
  boolean contains(String term) {
    return numbers.containsKey(term);
  }

  /** The weight of a term. */
  float weight(int term) {
    return weights[term];
  }

  /** The numbers of the item's terms that are known. */
  int[] numbers(Terms item) {
    int[] known = new int[item.values().size()];
    int count = 0;
    for (String term : item.values()) {
      @Nullable Integer number = numbers.get(term);
      if (number != null) {
        known[count++] = number;
      }
    }
    return Arrays.copyOf(known, count);
  }

  /** The weights of terms in a row of length 1. */
  float[] row(int[] numbers) {
    float[] row = new float[numbers.length];
    double squares = 0;
    for (int n = 0; n < row.length; n++) {
      row[n] = weights[numbers[n]];
      squares += (double) row[n] * row[n];
    }
    float scale = (float) (1 / Math.sqrt(squares));
    for (int n = 0; n < row.length; n++) {
      row[n] *= scale;
    }
    return row;
  }
}
