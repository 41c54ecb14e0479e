package tandem.ranking;

import tandem.model.FactorVector;

/**
 * An item as it is packed.
 *
 * @param id which item
 * @param vector its factors
 * @param bias added to its inner products
 * @param numbers what else it may be ranked by
 * @param note what else its owner keeps of it, and what lists may be restricted by
 */
public record PackedItem<I, T>(I id, FactorVector vector, float bias, Numbers numbers, T note) {

  /** With one number. */
  public PackedItem(I id, FactorVector vector, float bias, double number, T note) {
    this(id, vector, bias, Numbers.of(number), note);
  }
}
