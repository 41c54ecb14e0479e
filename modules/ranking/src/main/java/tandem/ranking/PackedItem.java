package tandem.ranking;

import tandem.model.FactorVector;

/**
 * An item as it is packed.
 *
 * @param id which item
 * @param vector its factors
 * @param bias added to its inner products
 * @param heat how popular it is, in any unit, finite or -infinity for never seen
 * @param note what else its owner keeps of it, and what lists may be restricted by
 */
public record PackedItem<I, T>(I id, FactorVector vector, float bias, double heat, T note) {}
