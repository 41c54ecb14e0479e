package tandem.protocol.journal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import tandem.protocol.Delivery;

/**
 * One interaction that an item learned from. It does not say by whom: that stands in the journal of
 * the user, who may have it erased. It is stored as an array: a new field goes to the end.
 *
 * @param delivery which record
 * @param error target minus prediction, before the step
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ItemStep(Delivery delivery, float error) {}
