package tandem.peer;

import tandem.model.Factors;

/**
 * A user's question to an item.
 *
 * @param event to learn from
 * @param user the user's factors, before the step
 */
record Pull(Event event, Factors user) {}
