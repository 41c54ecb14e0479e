package tandem.model;

/**
 * What one interaction asks of the model.
 *
 * @param value the value to predict: a rating from 0.5 to 5 (objective RATING), or 1 (objective
 *     PREFERENCE)
 * @param weight how much it counts, 0 to 1; at 0 the interaction is counted but teaches nothing
 */
public record Target(float value, float weight) {}
