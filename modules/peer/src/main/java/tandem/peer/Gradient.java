package tandem.peer;

import tandem.model.FactorVector;
import tandem.model.UserId;

/**
 * An item's answer, which goes through a topic of Kafka: Flink's streams have no safe cycle.
 *
 * @param id of the event's record
 * @param user who asked
 * @param error target minus prediction, before the step
 * @param item the item's vector, before the step
 * @param appended the record's time in the log, epoch milliseconds
 */
record Gradient(long id, UserId user, float error, FactorVector item, long appended) {}
