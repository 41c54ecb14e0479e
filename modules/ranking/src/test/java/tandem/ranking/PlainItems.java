package tandem.ranking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import tandem.model.FactorVector;
import tandem.model.ItemId;

/** What {@link PackedItems} must answer: a map, scored in double precision and sorted whole. */
final class PlainItems {

  record Entry(FactorVector vector, float bias, Numbers numbers) {}

  final Map<ItemId, Entry> entries = new LinkedHashMap<>();

  List<Scored<ItemId>> byInnerProduct(FactorVector query, int k, Set<ItemId> exclude) {
    return top(k, exclude, entry -> entry.bias() + dot(query, entry.vector()));
  }

  List<Scored<ItemId>> byCosine(FactorVector query, int k, Set<ItemId> exclude) {
    return top(k, exclude, entry -> cosine(query, entry.vector()));
  }

  List<Scored<ItemId>> byNumber(int number, int k, Set<ItemId> exclude) {
    return top(k, exclude, entry -> entry.numbers().get(number));
  }

  static double cosine(FactorVector a, FactorVector b) {
    double norms = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
    return norms == 0 ? 0 : dot(a, b) / norms;
  }

  static double dot(FactorVector a, FactorVector b) {
    double sum = 0;
    for (int f = 0; f < a.length(); f++) {
      sum += (double) a.get(f) * b.get(f);
    }
    return sum;
  }

  private List<Scored<ItemId>> top(int k, Set<ItemId> exclude, ToDoubleFunction<Entry> score) {
    List<Scored<ItemId>> all = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          if (!exclude.contains(id)) {
            all.add(new Scored<>(id, score.applyAsDouble(entry)));
          }
        });
    Collections.sort(all);
    return all.subList(0, Math.min(k, all.size()));
  }
}
