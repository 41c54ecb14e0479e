package tandem.ranking;

import java.util.List;
import tandem.model.FactorVector;

/**
 * What is taken off the scores of some items.
 *
 * @param <I> the ids of items
 * @param items which, each once; ids that are not packed do no harm
 * @param amounts as many, in the same order; finite and 0 or more
 */
public record Penalties<I>(List<I> items, FactorVector amounts) {

  /** Throws {@link IllegalArgumentException} for what does not fit together. */
  public Penalties {
    items = List.copyOf(items);
    if (items.size() != amounts.length()) {
      throw new IllegalArgumentException(amounts.length() + " amounts for " + items.size());
    }
    for (int n = 0; n < amounts.length(); n++) {
      if (!(amounts.get(n) >= 0 && amounts.get(n) < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a penalty is negative or not finite");
      }
    }
  }

  /** Takes nothing off. */
  public static <I> Penalties<I> none() {
    return new Penalties<>(List.of(), FactorVector.of());
  }
}
